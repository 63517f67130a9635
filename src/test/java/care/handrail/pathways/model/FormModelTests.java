package care.handrail.pathways.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormModelTests {

    @Test
    void readsFieldsInGroupsWithTheConditionsOfTheirGroups() {
        FormModel form = read("""
                {"type":"select","key":"outcome","label":"Outcome","values":[{"label":"A","value":"a"}],"properties":{"dataClass":"operational"}},
                {"type":"group","id":"g","conditional":{"hide":"=outcome = \\"a\\""},"components":[
                  {"type":"textfield","key":"town","label":"=dynamic","properties":{"dataClass":"contact","recall":"latest"}}]}
                """);

        FormField town = form.field("town").orElseThrow();
        assertThat(town.isHidden(Map.of("outcome", "a"))).isTrue();
        assertThat(town.isHidden(Map.of())).isFalse();
        assertThat(town.recall()).isTrue();
        assertThat(town.label()).isEqualTo("town");
        assertThat(form.field("outcome").orElseThrow().options()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"textfield","key":"town"}                                                     | Give the field the custom property dataClass
            {"type":"textfield","key":"town","properties":{"dataClass":"private"}}                | Give the field the custom property dataClass
            {"type":"textfield","key":"a.b","properties":{"dataClass":"contact"}}                 | Give the field a key
            {"type":"textfield","key":"town","properties":{"dataClass":"contact","recall":"yes"}} | recall can only be 'latest'
            {"type":"filepicker","key":"town","properties":{"dataClass":"contact"}}               | cannot be checked on the server
            {"type":"dynamiclist","key":"town","properties":{"dataClass":"contact"}}              | cannot be checked on the server
            {"type":"expression","key":"town","properties":{"dataClass":"contact"}}               | cannot be checked on the server
            {"type":"html","key":"town","properties":{"dataClass":"contact"}}                     | cannot be checked on the server
            {"type":"group","id":"g","path":"x","components":[]}                                  | Remove the group's path
            {"type":"select","key":"town","properties":{"dataClass":"contact"}}                   | List the choices
            {"type":"select","key":"town","valuesKey":"x","values":[{"value":"a"}],"properties":{"dataClass":"contact"}} | Remove 'valuesKey'
            {"type":"number","key":"town","validate":{"min":"=x"},"properties":{"dataClass":"contact"}}  | 'min' must be a plain number
            {"type":"textfield","key":"town","readonly":"=x","properties":{"dataClass":"contact"}}       | 'readonly' must be true or false
            {"type":"textfield","key":"town","validate":{"pattern":"("},"properties":{"dataClass":"contact"}} | The pattern is not a regular expression
            {"type":"textfield","key":"town","validate":{"validationType":"phone"},"properties":{"dataClass":"contact"}} | refuses national numbers
            {"type":"textfield","key":"town","conditional":{"hide":"=x = 1"},"properties":{"dataClass":"contact"}} | which is no field of the form
            {"type":"textfield","key":"town","conditional":{"hide":"=town"},"properties":{"dataClass":"contact"}}  | The condition for hiding is not understood
            """)
    void refusesWhatTheServerCouldNotCheck(String component, String sentence) {
        assertThatThrownBy(() -> read(component))
                .isInstanceOf(BrokenModelException.class)
                .hasMessageContaining("room/F.form")
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesAConditionThatAsksAFieldWhichCanItselfBeHidden() {
        assertThatThrownBy(() -> read("""
                {"type":"checkbox","key":"a","label":"A","properties":{"dataClass":"contact"}},
                {"type":"checkbox","key":"b","label":"B","conditional":{"hide":"=a = true"},"properties":{"dataClass":"contact"}},
                {"type":"checkbox","key":"c","label":"C","conditional":{"hide":"=b = true"},"properties":{"dataClass":"contact"}}
                """)).hasMessageContaining("The condition may not ask 'b'");
    }

    @Test
    void refusesTwoFieldsWithOneKeyAndFilesThatAreNoForms() {
        String town = "{\"type\":\"textfield\",\"key\":\"town\",\"properties\":{\"dataClass\":\"contact\"}}";

        assertThatThrownBy(() -> read(town + "," + town)).hasMessageContaining("two fields with this key");
        assertThatThrownBy(() -> FormModel.read("room/F.form", new byte[] {'x'}))
                .hasMessageContaining("This is not JSON.");
        assertThatThrownBy(() -> FormModel.read(
                        "room/F.form",
                        "{\"id\":\"F\",\"schemaVersion\":17,\"components\":[]}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("schema version 16");
    }

    private static FormModel read(String components) {
        String form = "{\"id\":\"F\",\"schemaVersion\":16,\"components\":[" + components + "]}";
        return FormModel.read("room/F.form", form.getBytes(StandardCharsets.UTF_8));
    }
}

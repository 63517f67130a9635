package care.handrail.pathways.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableDeclarationsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {name: Outcome, type: id, meaning: x}                         | The name must begin with a small letter
            {name: out come, type: id, meaning: x}                        | The name must begin with a small letter
            {name: outcome, type: text, meaning: x}                       | Give it a type
            {name: outcome, type: code, meaning: x}                       | List the allowed codes
            {name: outcome, type: id, codes: [a], meaning: x}             | Only a variable of type code has codes
            {name: outcome, type: code, codes: ["two words"], meaning: x} | A code has up to 64 letters
            {name: outcome, type: id}                                     | Say under 'meaning'
            {name: outcome, type: id, meaning: x, default: y}             | 'default' is not known
            {name: outcome, type: code, codes: [a], codes: [b], meaning: x} | keep one of what stands twice
            """)
    void refusesADeclarationThatSaysTooLittleOrTooMuch(String declaration, String sentence) {
        assertThatThrownBy(() -> read("variables:\n  - " + declaration))
                .isInstanceOf(BrokenModelException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesFilesOfAnotherShape() {
        assertThatThrownBy(() -> read("names: []")).hasMessageContaining("one list with the name 'variables'");
        assertThatThrownBy(() -> read("variables: [")).hasMessageContaining("This is not YAML.");
    }

    @Test
    void refusesANameThatIsDeclaredTwice() {
        byte[] file = "variables:\n  - {name: outcome, type: id, meaning: x}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> VariableDeclarations.read(Map.of("a/variables.yaml", file, "b/variables.yaml", file)))
                .hasMessageContaining("b/variables.yaml, outcome")
                .hasMessageContaining("declared already in a/variables.yaml");
    }

    @Test
    void leavesOtherFilesAlone() {
        assertThat(VariableDeclarations.read(Map.of("a/X.bpmn", new byte[0])).all())
                .isEmpty();
    }

    private static VariableDeclarations read(String yaml) {
        return VariableDeclarations.read(Map.of("room/variables.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }
}

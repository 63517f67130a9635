package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.DataClass;
import care.handrail.consent.Purposes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said by which way, and that no template says more. */
class TemplatesTests {

    private static final ChannelRules RULES = ChannelRules.shipped();

    @Test
    void everyShippedTemplateKeepsTheRulesOfItsChannel() throws IOException {
        var shipped = new CorrespondenceConfiguration().templates(RULES, Purposes.shipped());
        assertThat(shipped.all()).isNotEmpty();
        assertThat(shipped.all())
                .filteredOn(template -> Set.of("text-message", "email").contains(template.channel())
                        && template.recipients().contains("patient"))
                .isNotEmpty()
                .allSatisfy(template -> assertThat(template.classes()).isSubsetOf(DataClass.CONTACT));
    }

    @Test
    void aTextMessageSaysNothingClinicalToAnybodyAndCarriesNoDocument() {
        assertThat(RULES.all())
                .filteredOn(rule -> rule.channel().equals("text-message"))
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.dataClasses()).containsExactly(DataClass.CONTACT);
                    assertThat(rule.documents()).isFalse();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"clinical", "identity"})
    void aTemplateThatSaysMoreThanItsChannelMayKeepsTheProgramFromStarting(String dataClass) {
        var text = template("text-message", "patient", dataClass + ": something", "Say {something}.");
        assertThatThrownBy(() -> templates(text, template("letter", "patient", "", "Hello.")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The template Note, version 1 (text-message) says to patient what is " + dataClass
                        + ", and by this channel only contact may be said.");
    }

    @Test
    void whatAPrivateMailboxMayHoldDependsOnWhoseItIs() {
        var body = "clinical: something";
        var letter = template("letter", "patient, gp", "", "Hello.");
        assertThat(templates(template("email", "gp", "subject: News\n" + body, "Say {something}."), letter)
                        .all())
                .hasSize(2);
        assertThatThrownBy(() -> templates(
                        template("email", "patient, gp", "subject: News\n" + body, "Say {something}."), letter))
                .hasMessageContaining("says to patient what is clinical");
    }

    @Test
    void everyTemplateCanBePosted() {
        assertThatThrownBy(() -> templates(template("text-message", "patient", "", "Hello.")))
                .hasMessageContaining("cannot be posted");
    }

    @Test
    void aTemplateIsForAPurposeAndARecipientThatAreThere() {
        assertThatThrownBy(() -> templates(template("letter", "court", "", "Hello.")))
                .hasMessageContaining("goes to court");
        var otherPurpose = template("letter", "patient", "", "Hello.").replace("direct-care", "gossip");
        assertThatThrownBy(() -> templates(otherPurpose)).hasMessageContaining("gossip, which is not there");
    }

    @Test
    void aTextMessageIsShort() {
        assertThatThrownBy(() -> templates(
                        template("text-message", "patient", "", "x".repeat(307)),
                        template("letter", "patient", "", "Hello.")))
                .hasMessageContaining("longer than 306 characters");
    }

    @Test
    void sameVersionTwiceIsRefused() {
        var letter = template("letter", "patient", "", "Hello.");
        assertThatThrownBy(() -> templates(letter, letter)).hasMessageContaining("There are two templates");
    }

    @Test
    void everyFieldIsOfAClass() {
        assertThatThrownBy(() -> templates(template("letter", "patient", "contact: here", "Say {there}.")))
                .hasMessageContaining("names in its text [there], and in its head [here]");
    }

    @Test
    void aSubjectHoldsNothingPersonal() {
        assertThatThrownBy(() -> templates(
                        template("email", "gp", "subject: About {surname}\nidentity: surname", "Say {surname}.")))
                .hasMessageContaining("must not put a value into its subject");
    }

    @Test
    void theFileIsCalledWhatItIs() {
        assertThatThrownBy(() -> Template.read("note.txt", template("letter", "patient", "", "Hello.")))
                .hasMessage("note.txt must be called Note-1-letter.txt.");
        assertThatThrownBy(() -> Template.read("note.txt", "Hello.")).hasMessageContaining("must begin with a head");
        assertThatThrownBy(() -> Template.read("note.txt", "---\nversion: 1\n---\nHello."))
                .hasMessage("note.txt does not say 'template' in its head.");
    }

    @Test
    void fillsInWhatWasGivenLiterally() {
        var template = read(template("letter", "patient", "contact: where", "Come to {where}."));
        assertThat(template.fill(Map.of("where", "$1 {when} \\"))).isEqualTo("Come to $1 {when} \\.");
        assertThatThrownBy(() -> template.fill(Map.of())).hasMessage("A value for where is missing.");
    }

    /** A field that a form asks for is of one class, so that a template cannot call it something else. */
    @Test
    void aFieldOfAFormIsOfTheSameClassInATemplate() throws IOException {
        var classes = new HashMap<String, Set<String>>();
        try (var forms = Files.walk(Path.of("forms"))) {
            for (var form :
                    forms.filter(path -> path.toString().endsWith(".form")).toList()) {
                collect(new ObjectMapper().readTree(form.toFile()), classes);
            }
        }
        assertThat(classes).containsKey("surname");
        for (var template : new CorrespondenceConfiguration()
                .templates(RULES, Purposes.shipped())
                .all()) {
            template.fields()
                    .forEach((field, dataClass) -> assertThat(classes.getOrDefault(field, Set.of(dataClass.code())))
                            .as(field + " in " + template.id())
                            .contains(dataClass.code())
                            .hasSize(1));
        }
    }

    /** What was asked to be said is shown in the record, under the words of a form that nobody fills in. */
    @Test
    void theRecordHasWordsForWhateverATemplateSays() throws IOException {
        var words = new HashMap<String, Set<String>>();
        collect(
                new ObjectMapper()
                        .readTree(Path.of("forms/correspondence/CorrespondenceAsked.form")
                                .toFile()),
                words);
        for (var template : new CorrespondenceConfiguration()
                .templates(RULES, Purposes.shipped())
                .all()) {
            assertThat(words.keySet())
                    .as(template.id())
                    .containsAll(template.fields().entrySet().stream()
                            .filter(field -> field.getValue() != DataClass.IDENTITY)
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    private static void collect(JsonNode component, Map<String, Set<String>> classes) {
        var dataClass = component.at("/properties/dataClass");
        if (component.has("key") && dataClass.isTextual()) {
            classes.computeIfAbsent(component.get("key").asText(), none -> new TreeSet<>())
                    .add(dataClass.asText());
        }
        component.path("components").forEach(inner -> collect(inner, classes));
    }

    private static Templates templates(String... contents) {
        return new Templates(
                List.of(contents).stream().map(TemplatesTests::read).toList(), RULES, Purposes.shipped());
    }

    private static Template read(String content) {
        var channel = content.lines()
                .filter(line -> line.startsWith("channel: "))
                .findFirst()
                .orElseThrow()
                .substring("channel: ".length());
        return Template.read("Note-1-" + channel + ".txt", content);
    }

    private static String template(String channel, String recipients, String more, String body) {
        return "---\ntemplate: Note\nversion: 1\nchannel: %s\npurpose: direct-care\nrecipients: %s\n%s\n---\n%s\n"
                .formatted(channel, recipients, more, body);
    }
}

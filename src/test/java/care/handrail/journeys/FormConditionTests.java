package care.handrail.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormModel;
import care.handrail.pathways.model.VisibilityCondition;
import care.handrail.pathways.model.VisibilityCondition.Comparison;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the browser hides, the server must take for hidden: otherwise it would refuse what a person was asked, or ask in
 * vain for what nobody saw. Runs the form library that Tasklist ships on every form, with every answer that a condition
 * asks about.
 */
class FormConditionTests {

    private static final String TASKLIST = "/META-INF/resources/webjars/camunda/lib/";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Finds the form library among the modules of Tasklist's own bundle. */
    private static final String FIND_LIBRARY = """
            () => self.webpackChunkcamunda_bpm_webapp.push([['handrail'], {}, load => {
              const id = Object.keys(load.m).find(id => /importSchema/.test(load.m[id]) && load(id).Form);
              self.Form = load(id).Form;
            }])""";

    /** Shows the form once for each set of answers; returns for each which components are there and what is sent. */
    private static final String SHOW = """
            async ([schema, answers]) => {
              const forms = await Promise.all(answers.map(async data => {
                const container = document.body.appendChild(document.createElement('div'));
                const form = new Form({ container });
                await form.importSchema(JSON.parse(schema), data);
                return { form, container };
              }));
              for (let frame = 0; frame < 3; frame++) {
                await new Promise(requestAnimationFrame);
              }
              const seen = forms.map(({ form, container }) => ({
                shown: [...container.querySelectorAll('[id^=fjs-form-]')].map(element => element.id.split('-')[3]),
                sent: form.submit().data
              }));
              forms.forEach(({ form, container }) => (form.destroy(), container.remove()));
              return JSON.stringify(seen);
            }""";

    private static Chromium chromium;
    private static Page page;

    @BeforeAll
    static void loadTheFormLibrary() throws IOException {
        chromium = new Chromium();
        page = chromium.newPage();
        page.setContent("<base app-root=\"\">");
        for (String script : List.of("runtime.js", "deps.js")) {
            try (var content = FormConditionTests.class.getResourceAsStream(TASKLIST + script)) {
                page.addScriptTag(new Page.AddScriptTagOptions()
                        .setContent(new String(content.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        page.evaluate(FIND_LIBRARY);
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    static Stream<Path> forms() throws IOException {
        try (var files = Files.walk(Path.of("forms"))) {
            return files.filter(file -> file.toString().endsWith(".form")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void browserAndServerHideTheSameFields(Path file) throws IOException {
        compare(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=outcome = \"done\"",
                "=outcome != \"done\"",
                "=outcome = null",
                "=outcome != null",
                "=note = \"done\"",
                "=note != \"done\"",
                "=urgent = true",
                "=urgent != true",
                "=urgent = false",
                "=urgent != false",
                "=visits = 2",
                "=visits = 2.0",
                "=visits != 2",
                "=visits = null",
                "=outcome = \"done\" and urgent = true",
                "=outcome = \"done\" or urgent = true",
                "=outcome = \"done\" or outcome = \"again\" and urgent = true",
                "=(outcome = \"done\" or outcome = \"again\") and urgent = true",
                "=not(outcome = \"done\")",
                "=not(outcome = \"done\" or urgent = true)",
                "=not(visits = 2) and outcome != null"
            })
    void browserAndServerReadTheWholeGrammarAlike(String condition) throws JsonProcessingException {
        compare("""
                {"type": "default", "id": "Grammar", "schemaVersion": 16, "components": [
                  {"type": "select", "id": "Field_outcome", "key": "outcome", "label": "Outcome",
                   "values": [{"label": "Done", "value": "done"}, {"label": "Again", "value": "again"}],
                   "properties": {"dataClass": "operational"}},
                  {"type": "checkbox", "id": "Field_urgent", "key": "urgent", "label": "Urgent",
                   "properties": {"dataClass": "operational"}},
                  {"type": "number", "id": "Field_visits", "key": "visits", "label": "Visits",
                   "properties": {"dataClass": "operational"}},
                  {"type": "textfield", "id": "Field_note", "key": "note", "label": "Note",
                   "properties": {"dataClass": "clinical"}},
                  {"type": "textfield", "id": "Field_more", "key": "more", "label": "More",
                   "conditional": {"hide": %s}, "properties": {"dataClass": "clinical"}}]}
                """.formatted(JSON.writeValueAsString(condition)));
    }

    private static void compare(String schema) throws JsonProcessingException {
        FormModel form = FormModel.read("form", schema.getBytes(StandardCharsets.UTF_8));
        Map<String, String> keys = keysById(schema);
        Map<String, Set<Boolean>> hidden = new TreeMap<>();
        List<Map<String, Object>> answers = answers(form);
        List<Seen> seen = JSON.readValue(
                (String) page.evaluate(SHOW, List.of(schema, answers)), new TypeReference<List<Seen>>() {});
        for (int i = 0; i < answers.size(); i++) {
            Set<String> inBrowser = seen.get(i).shown().stream()
                    .filter(keys::containsKey)
                    .map(keys::get)
                    .collect(Collectors.toSet());
            Map<String, @Nullable Object> sent = seen.get(i).sent();
            assertThat(inBrowser).as("shown with %s", answers.get(i)).isEqualTo(shown(form, sent));
            assertThat(sent.keySet()).as("sent with %s", answers.get(i)).isSubsetOf(inBrowser);
            form.fields().stream()
                    .filter(field -> !field.hiddenWhen().isEmpty())
                    .forEach(field -> hidden.computeIfAbsent(field.key(), key -> new LinkedHashSet<>())
                            .add(field.isHidden(sent)));
        }
        assertThat(hidden)
                .allSatisfy((key, states) -> assertThat(states)
                        .as("%s is hidden with some answers and shown with others", key)
                        .hasSize(2));
    }

    private static Set<String> shown(FormModel form, Map<String, @Nullable Object> values) {
        return form.fields().stream()
                .filter(field -> !field.isHidden(values))
                .map(FormField::key)
                .collect(Collectors.toSet());
    }

    /** Returns every combination of the answers that make a difference to some condition of the form. */
    private static List<Map<String, Object>> answers(FormModel form) {
        List<Map<String, Object>> all = List.of(Map.of());
        var asked = form.fields().stream()
                .flatMap(field -> field.hiddenWhen().stream())
                .flatMap(condition -> condition.fields().stream())
                .distinct()
                .toList();
        for (String key : asked) {
            var more = new ArrayList<Map<String, Object>>(all);
            for (Object value : values(form, key)) {
                for (Map<String, Object> others : all) {
                    var with = new LinkedHashMap<>(others);
                    with.put(key, value);
                    more.add(with);
                }
            }
            all = more;
        }
        return all;
    }

    private static Set<Object> values(FormModel form, String key) {
        FormField field = form.field(key).orElseThrow();
        var values = new LinkedHashSet<Object>();
        switch (field.type()) {
            case SELECT, RADIO -> values.addAll(field.options());
            case CHECKBOX -> values.addAll(List.of(true, false));
            case NUMBER -> values.addAll(List.of(0, 1));
            default -> values.addAll(List.of("", "something else"));
        }
        form.fields().stream()
                .flatMap(other -> other.hiddenWhen().stream())
                .map(VisibilityCondition::comparisons)
                .flatMap(List::stream)
                .filter(comparison -> comparison.field().equals(key))
                .map(Comparison::literal)
                .filter(literal -> literal != null)
                .map(literal -> literal instanceof BigDecimal number ? (Object) number.doubleValue() : literal)
                .forEach(values::add);
        return values;
    }

    private static Map<String, String> keysById(String schema) throws JsonProcessingException {
        var keys = new TreeMap<String, String>();
        JSON.readTree(schema)
                .findParents("key")
                .forEach(component -> keys.put(
                        component.get("id").asText(), component.get("key").asText()));
        return keys;
    }

    private record Seen(List<String> shown, Map<String, @Nullable Object> sent) {}
}

package care.handrail.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the web applications to what our overlay takes for granted, so that an upgrade cannot quietly write drafts into
 * the browser, turn a list round or show what a clinic does without.
 */
class TasklistOverlayTests {

    private static final String APPS = "/META-INF/resources/webjars/camunda/app/";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localStorage.setItem\\("camunda-form:"                | Save keeps a draft under this key
            localStorage.getItem\\("camunda-form:"                | and finds it again there
            localStorage.setItem\\("camForm:"                     | forms of another kind keep theirs here
            authentication.login.required",\\w+                   | a session that ends saves the form
            =\\w.requireJsConfig                                | our module is asked for here
            notifyFormDirty=function\\(\\w\\)\\{\\w.\\$dirty= | says that something was typed
            module\\("cam.tasklist.custom",\\w+.ngDeps\\)         | and becomes a part of Tasklist
            camTasklistForm                                       | our directive stands beside this one
            loadingState === .{1,2}DONE.{1,2}"\\\\n +cam-tasklist-form | which is made anew for each form
            .options.disableForm=!\\w                             | says that the work is not one's own
            .id===\\w.task.id&&\\w.taskForm                       | the form is kept while the work item stays
            taskVars=\\{read:\\["task","taskData","errorHandler"] | what our directive reaches
            provide\\("taskForm",\\["task"                        | and what it fetches anew
            getProviders\\(\\{component:"tasklist.task.detail"    | where the tabs come from
            id:"task-detail-history"                              | the tab that we leave out
            getProviders\\(\\{component:"tasklist.card"           | where the lines of a card come from
            cardPluginVars=\\{read:\\["task"                     | and the work item that they reach
            \\w\\("sorting"\\)                                    | the address says how lists are sorted
            \\w\\("filter"\\)                                     | and which queue is open
            \\w\\("task"\\)                                       | and which work item
            """)
    void tasklistStillHasWhatOurScriptsRelyOn(String code, String because) throws IOException {
        boolean found = Pattern.compile(code)
                .matcher(read("tasklist/camunda-tasklist-bootstrap.js"))
                .find();
        assertThat(found).as("%s: %s", code, because).isTrue();
    }

    @Test
    void tasklistWritesToTheBrowserNowhereElse() throws IOException {
        String code = read("tasklist/camunda-tasklist-bootstrap.js") + read("../lib/deps.js");
        assertThat(all("localStorage\\.setItem\\([^,]+", code))
                .as("draft, draft of an older kind, settings; look at anything new before it gets into a clinic")
                .containsExactlyInAnyOrder(
                        "localStorage.setItem(\"camunda-form:\".concat(y)",
                        "localStorage.setItem(\"camForm:\"+t",
                        "localStorage.setItem(\"camunda-web\"");
        assertThat(all("sessionStorage|indexedDB", code)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin"})
    void eachApplicationStillTakesUpOurModules(String app) throws IOException {
        assertThat(read(app + "/camunda-" + app + "-bootstrap.js"))
                .contains("scripts/config.js")
                .containsPattern("module\\(\"cam." + app + ".custom\",\\w+.ngDeps\\)");
        assertThat(read("../lib/deps.js")).contains("$translateLoadingError", "$routeChangeStart", ".onReady=");
        assertThat(read(app + "/camunda-" + app + "-bootstrap.js"))
                .contains("authentication.login.required", "authentication.logout.success");
    }

    /** The values of a form are had from form-js itself, which is one of Tasklist's parts. */
    @Test
    void formJsStillHandsItselfToItsComponents() throws IOException {
        assertThat(read("../lib/deps.js")).contains("_getSubmitData(){", "getService(", "fjs-container", ".__k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin"})
    void everythingThatOurStylesNameIsStillThere(String app) throws IOException {
        String theirs = read(app + "/camunda-" + app + "-bootstrap.js")
                + read(app + "/camunda-" + app + "-bootstrap.css")
                + read("../../../plugin/" + app + "/app/plugin.js")
                + read("../lib/deps.js");
        String ours = read(app + "/styles/user-styles.css")
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("(?s)\\{.*?}", "\n");
        var gone = all("(?<=\\.)[a-z][\\w-]+|(?<=\\[)[a-z][\\w-]+|(?<==\")[^\"]+(?=\")", ours)
                .filter(name -> !name.startsWith("handrail-"))
                .map(name -> name.startsWith("#") ? name.substring(1) : name)
                .filter(name -> !theirs.contains(name));
        assertThat(gone).isEmpty();
    }

    private static Stream<String> all(String expression, String text) {
        return Pattern.compile(expression).matcher(text).results().map(MatchResult::group);
    }

    private static String read(String file) throws IOException {
        String path = Path.of(APPS + file).normalize().toString();
        try (var content = TasklistOverlayTests.class.getResourceAsStream(path)) {
            assertThat(content).as(path).isNotNull();
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

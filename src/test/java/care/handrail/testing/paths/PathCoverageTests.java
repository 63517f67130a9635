package care.handrail.testing.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The measure of coverage bites: a path test that leaves an element out fails and names it. */
class PathCoverageTests {

    @Test
    void namesWhatAPathTestLeavesOut() {
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(HalfHearted.class))
                                .filters(ClassNameFilter.includeClassNamePatterns(".*"))
                                .build(),
                        listener);
        assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(1);
        assertThat(listener.getSummary().getFailures())
                .singleElement()
                .extracting(failure -> failure.getException().getMessage())
                .asString()
                .contains("Call_FetchBook", "CatchEvent_Overdue", "Flow_WaitDeadline", "StartEvent_ReaderLeft")
                .doesNotContain("Task_ReviewRequest", "EndEvent_Refused", "Flow_Lend_No");
    }

    @Test
    void everyProcessOfTheProductHasItsPathTest() {
        assertThat(PathTests.ofProduct())
                .extracting(PathTests::processOf)
                .containsExactlyInAnyOrderElementsOf(Models.ofProduct().processes());
        // The build runs no class of another name.
        assertThat(PathTests.ofProduct())
                .allMatch(pathTests -> pathTests.getSimpleName().endsWith("Tests"));
    }

    /** Passes one of several ways; only the test above runs it. */
    @PathTest(value = "LendBook", models = "src/test/resources/fixtures/paths")
    static class HalfHearted {

        @Test
        void refusesARequest(Walk walk) {
            walk.start(Map.of())
                    .complete("Task_ReviewRequest", "reception", Map.of("decision", "refuse"))
                    .endedAt("EndEvent_Refused");
        }
    }
}

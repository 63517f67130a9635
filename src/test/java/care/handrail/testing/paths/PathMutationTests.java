package care.handrail.testing.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Harms each diagram in every way that {@link Mutations} knows, one at a time, and asks its path test to notice: a path
 * test that passes every element but asserts nothing is found out here.
 */
class PathMutationTests {

    /** How many harms of each diagram an ordinary build tries. */
    private static final int SAMPLE = 10;

    private final Launcher launcher = LauncherFactory.create();

    @Test
    void everyHarmToTheMadeUpProcessIsNoticed() {
        var models = Models.in(Path.of("src/test/resources/fixtures/paths"));
        var mutations = Mutations.of("LendBook", models.diagram("LendBook"));
        assertThat(mutations).hasSizeGreaterThan(12);
        assertThat(overlooked(mutations, LendBookPathTests.class)).isEmpty();
    }

    @Test
    void aPathTestThatAssertsNothingOverlooksHarm() {
        var models = Models.in(Path.of("src/test/resources/fixtures/paths"));
        assertThat(overlooked(Mutations.of("LendBook", models.diagram("LendBook")), Careless.class))
                .contains(
                        "LendBook: Task_ReviewRequest is in another queue",
                        "LendBook: Task_Escalate calls no step",
                        "LendBook: CatchEvent_DeadlinePassed waits for another time");
    }

    @TestFactory
    Stream<DynamicTest> everyHarmToTheProductIsNoticed() {
        var models = Models.ofProduct();
        return PathTests.ofProduct().stream()
                .map(pathTests -> DynamicTest.dynamicTest(pathTests.getSimpleName(), () -> {
                    var process = PathTests.processOf(pathTests);
                    var tried = sample(Mutations.of(process, models.diagram(process)));
                    assertThat(overlooked(tried, pathTests)).isEmpty();
                }));
    }

    private static List<Mutation> sample(List<Mutation> all) {
        if ("all".equals(System.getProperty("mutations")) || all.size() <= SAMPLE) {
            return all;
        }
        return IntStream.range(0, SAMPLE)
                .mapToObj(i -> all.get(i * all.size() / SAMPLE))
                .toList();
    }

    private List<String> overlooked(List<Mutation> mutations, Class<?> pathTests) {
        var overlooked = new ArrayList<String>();
        for (var mutation : mutations) {
            var listener = new SummaryGeneratingListener();
            mutation.during(() -> launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(pathTests))
                            .build(),
                    listener));
            if (listener.getSummary().getTotalFailureCount() == 0) {
                overlooked.add(mutation.toString());
            }
        }
        return overlooked;
    }

    /** Passes every element and looks at none; only the test above runs it. */
    @PathTest(value = "LendBook", stubs = "FetchBook", models = "src/test/resources/fixtures/paths")
    static class Careless {

        @Test
        void lends(Walk walk) {
            fetched(walk).correlate("BookReturned", Map.of());
        }

        @Test
        void loses(Walk walk) {
            fetched(walk).fire("CatchEvent_DeadlinePassed");
        }

        @Test
        void refuses(Walk walk) {
            walk.start(Map.of())
                    .fire("BoundaryEvent_ReviewRequestLate")
                    .complete("Task_ReviewRequest", "reception", Map.of("decision", "refuse"));
        }

        @Test
        void leaves(Walk walk) {
            walk.start(Map.of()).correlate("ReaderLeft", Map.of());
        }

        private static Walk fetched(Walk walk) {
            return walk.start(Map.of())
                    .complete("Task_ReviewRequest", "reception", Map.of("decision", "lend"))
                    .returnFrom("FetchBook", Map.of());
        }
    }
}

package care.handrail.testing.paths;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The path test of a made-up process: it shows what a path test looks like, and proves the harness. */
@PathTest(value = "LendBook", stubs = "FetchBook", models = "src/test/resources/fixtures/paths")
class LendBookPathTests {

    @Test
    void lendsABookAndTakesItBack(Walk walk) {
        walk.start(Map.of())
                .opens("Task_ReviewRequest", "ReviewRequest", "reception")
                .complete("Task_ReviewRequest", "reception", Map.of("decision", "lend"))
                .waitsAt("Return_FetchBook")
                .returnFrom("FetchBook", Map.of("shelf", 12L))
                .waitsAt("Gateway_Wait")
                .correlate("BookReturned", Map.of())
                .endedAt("EndEvent_Returned")
                .has("shelf", 12L)
                .ran("escalate", 0);
    }

    @Test
    void givesABookUpForLost(Walk walk) {
        walk.start(Map.of())
                .complete("Task_ReviewRequest", "reception", Map.of("decision", "lend"))
                .returnFrom("FetchBook", Map.of())
                .waitsFor("CatchEvent_DeadlinePassed", Duration.ofDays(14))
                .fire("CatchEvent_DeadlinePassed")
                .endedAt("EndEvent_Lost");
    }

    @Test
    void refusesARequest(Walk walk) {
        walk.start(Map.of())
                .complete("Task_ReviewRequest", "reception", Map.of("decision", "refuse"))
                .endedAt("EndEvent_Refused")
                .notPassed("Call_FetchBook");
    }

    @Test
    void escalatesALateReviewAgainAndAgain(Walk walk) {
        walk.start(Map.of()).late("Task_ReviewRequest").late("Task_ReviewRequest");
    }

    @Test
    void closesWhenTheReaderLeaves(Walk walk) {
        walk.start(Map.of()).correlate("ReaderLeft", Map.of()).endedAt("EndEvent_ReaderLeft");
    }
}

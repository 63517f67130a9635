package care.handrail.incidents;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("BreakGlassReview")
class BreakGlassReviewPathTests {

    @Test
    void endsWhenTheAccessWasJustified(Walk walk) {
        reviewing(walk)
                .complete("Task_ReviewBreakGlass", "compliance", Map.of("breakGlassFinding", "justified"))
                .endedAt("EndEvent_BreakGlassReviewed")
                .notPassed("Task_SettleIncident")
                .has("breakGlassFinding", "justified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"incident", "not-clear"})
    void goesToGovernanceUnlessItWasJustified(String finding, Walk walk) {
        reviewing(walk)
                .complete("Task_ReviewBreakGlass", "compliance", Map.of("breakGlassFinding", finding))
                .opens("Task_SettleIncident", "SettleIncident", "governance")
                .has("breakGlassFinding", finding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"justified-after-all", "settled", "reported"})
    void endsWhenTheIncidentIsSettled(String finding, Walk walk) {
        settling(walk)
                .complete("Task_SettleIncident", "governance", Map.of("breakGlassFinding", finding))
                .endedAt("EndEvent_BreakGlassReviewed")
                .has("breakGlassFinding", finding);
    }

    @Test
    void isNeverReviewedByThePersonWhoOpenedTheRecord(Walk walk) {
        walk.start(openedBy("compliance"));
        assertThatThrownBy(() ->
                        walk.complete("Task_ReviewBreakGlass", "compliance", Map.of("breakGlassFinding", "justified")))
                .isInstanceOf(RuntimeException.class);
        walk.waitsAt("Task_ReviewBreakGlass");
    }

    @Test
    void isNeverSettledByThePersonWhoOpenedTheRecord(Walk walk) {
        walk.start(openedBy("governance"))
                .complete("Task_ReviewBreakGlass", "compliance", Map.of("breakGlassFinding", "incident"));
        assertThatThrownBy(() ->
                        walk.complete("Task_SettleIncident", "governance", Map.of("breakGlassFinding", "settled")))
                .isInstanceOf(RuntimeException.class);
        walk.waitsAt("Task_SettleIncident");
    }

    @Test
    void escalatesAReviewThatIsLate(Walk walk) {
        reviewing(walk).late("Task_ReviewBreakGlass").late("Task_ReviewBreakGlass");
    }

    @Test
    void escalatesAnIncidentThatIsLate(Walk walk) {
        settling(walk).late("Task_SettleIncident").late("Task_SettleIncident");
    }

    private static Map<String, Object> openedBy(String person) {
        return Map.of("patientId", "patient-1", "breakGlassBy", person, "breakGlassReason", "emergency");
    }

    private static Walk reviewing(Walk walk) {
        return walk.start(openedBy("clinician")).opens("Task_ReviewBreakGlass", "ReviewBreakGlass", "compliance");
    }

    private static Walk settling(Walk walk) {
        return reviewing(walk)
                .complete("Task_ReviewBreakGlass", "compliance", Map.of("breakGlassFinding", "incident"))
                .opens("Task_SettleIncident", "SettleIncident", "governance");
    }
}

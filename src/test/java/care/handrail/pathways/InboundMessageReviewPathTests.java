package care.handrail.pathways;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("InboundMessageReview")
class InboundMessageReviewPathTests {

    private static final Map<String, Object> MESSAGE = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "north",
            "serviceLine", "general-practice",
            "priority", "routine",
            "inboundMessage", "message-1",
            "inboundMessageName", "InformationReceived",
            "inboundReason", "nobody-waits");

    @Test
    void filesAMessageInTheRecord(Walk walk) {
        sort("filed", walk).endedAt("EndEvent_MessageDealtWith").has("inboundOutcome", "filed");
    }

    @Test
    void showsAMessageToAClinician(Walk walk) {
        sort("show-clinician", walk)
                .opens("Task_ReadMessage", "ReadMessage", "clinician")
                .complete("Task_ReadMessage", "clinician", Map.of("inboundOutcome", "read"))
                .endedAt("EndEvent_MessageDealtWith")
                .has("inboundOutcome", "read");
    }

    @Test
    void sortsAgainWhatIsNotForTheClinician(Walk walk) {
        sort("show-clinician", walk)
                .complete("Task_ReadMessage", "clinician", Map.of("inboundOutcome", "not-for-me"))
                .opens("Task_SortMessage", "SortMessage", "care-coordination");
    }

    @ParameterizedTest
    @ValueSource(strings = {"answered", "no-answer"})
    void sortsAgainAfterTheSenderWasAsked(String outcome, Walk walk) {
        sort("ask-sender", walk)
                .opens("Task_AskSender", "AskSender", "reception")
                .complete("Task_AskSender", "reception", Map.of("inboundOutcome", outcome))
                .opens("Task_SortMessage", "SortMessage", "care-coordination")
                .has("inboundOutcome", outcome);
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        sorting(walk).late("Task_SortMessage").late("Task_SortMessage");
        sort(walk, "ask-sender").late("Task_AskSender");
        walk.complete("Task_AskSender", "reception", Map.of("inboundOutcome", "no-answer"));
        sort(walk, "show-clinician").late("Task_ReadMessage");
    }

    private static Walk sorting(Walk walk) {
        return walk.start(MESSAGE).opens("Task_SortMessage", "SortMessage", "care-coordination");
    }

    private static Walk sort(String outcome, Walk walk) {
        return sort(sorting(walk), outcome);
    }

    private static Walk sort(Walk walk, String outcome) {
        return walk.complete("Task_SortMessage", "coordinator", Map.of("inboundOutcome", outcome));
    }
}

package care.handrail.pathways;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("HoldUp")
class HoldUpPathTests {

    private static final Map<String, Object> ENVELOPE = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "north",
            "serviceLine", "general-practice",
            "priority", "routine",
            "holdUpReason", "missing-information");

    @Test
    void goesOnAtOnce(Walk walk) {
        decide(start(walk), "continue")
                .endedAt("EndEvent_PatientGoesOn")
                .has("holdUpOutcome", "continue")
                .notPassed("Task_AskForInformation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "closed-unreachable",
                "closed-no-answer",
                "closed-declined",
                "closed-other-service",
                "closed-duplicate",
                "closed-not-possible"
            })
    void closesWithTheReasonThatAPersonChose(String reason, Walk walk) {
        decide(start(walk), reason).endedAt("EndEvent_CaseClosed").has("holdUpOutcome", reason);
    }

    @Test
    void asksAndGoesOnWithTheAnswer(Walk walk) {
        asked(walk)
                .correlate("InformationReceived", Map.of())
                .opens("Task_CheckInformation", "CheckInformation", "care-coordination")
                .complete("Task_CheckInformation", "coordinator", Map.of("holdUpOutcome", "continue"))
                .endedAt("EndEvent_PatientGoesOn")
                .has("holdUpOutcome", "continue")
                .has("chaseCount", 0L);
    }

    @Test
    void letsAPersonDecideAgainWhenTheAnswerIsNotEnough(Walk walk) {
        asked(walk)
                .correlate("InformationReceived", Map.of())
                .complete("Task_CheckInformation", "coordinator", Map.of("holdUpOutcome", "not-enough"))
                .waitsAt("Task_DecideHowToGoOn");
    }

    @Test
    void goesOnWhenTheAnswerComesOnTheTelephone(Walk walk) {
        decide(start(walk), "ask")
                .complete("Task_AskForInformation", "reception", Map.of("holdUpOutcome", "continue"))
                .endedAt("EndEvent_PatientGoesOn");
    }

    @Test
    void letsAPersonDecideAgainWhenNobodyCanBeAsked(Walk walk) {
        decide(start(walk), "ask")
                .complete("Task_AskForInformation", "reception", Map.of("holdUpOutcome", "unreachable"))
                .waitsAt("Task_DecideHowToGoOn")
                .has("holdUpOutcome", "unreachable");
    }

    @Test
    void chasesTwiceAndThenLetsAPersonDecide(Walk walk) {
        chased(asked(walk), 1L);
        chased(walk, 2L)
                .fire("CatchEvent_AnswerOverdue")
                .waitsAt("Task_DecideHowToGoOn")
                .has("chaseCount", 2L);
    }

    @Test
    void goesOnWhenTheChaseIsAnsweredOnTheTelephone(Walk walk) {
        asked(walk)
                .fire("CatchEvent_AnswerOverdue")
                .complete("Task_ChaseInformation", "reception", Map.of("holdUpOutcome", "continue"))
                .endedAt("EndEvent_PatientGoesOn");
    }

    @Test
    void letsAPersonDecideAgainWhenNobodyCanBeChased(Walk walk) {
        asked(walk)
                .fire("CatchEvent_AnswerOverdue")
                .complete("Task_ChaseInformation", "reception", Map.of("holdUpOutcome", "unreachable"))
                .waitsAt("Task_DecideHowToGoOn");
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        start(walk).late("Task_DecideHowToGoOn").late("Task_DecideHowToGoOn");
        decide(walk, "ask").late("Task_AskForInformation");
        walk.complete("Task_AskForInformation", "reception", Map.of("holdUpOutcome", "asked"))
                .fire("CatchEvent_AnswerOverdue")
                .late("Task_ChaseInformation")
                .complete("Task_ChaseInformation", "reception", Map.of("holdUpOutcome", "chased"))
                .correlate("InformationReceived", Map.of())
                .late("Task_CheckInformation");
    }

    private static Walk start(Walk walk) {
        return walk.start(ENVELOPE).opens("Task_DecideHowToGoOn", "DecideHowToGoOn", "care-coordination");
    }

    private static Walk decide(Walk walk, String outcome) {
        return walk.complete("Task_DecideHowToGoOn", "coordinator", Map.of("holdUpOutcome", outcome));
    }

    private static Walk asked(Walk walk) {
        return decide(start(walk), "ask")
                .opens("Task_AskForInformation", "AskForInformation", "reception")
                .complete("Task_AskForInformation", "reception", Map.of("holdUpOutcome", "asked"))
                .waitsAt("Gateway_AnswerAwaited")
                .waitsFor("CatchEvent_AnswerOverdue", Duration.ofDays(7));
    }

    private static Walk chased(Walk walk, long times) {
        return walk.fire("CatchEvent_AnswerOverdue")
                .opens("Task_ChaseInformation", "ChaseInformation", "reception")
                .complete("Task_ChaseInformation", "reception", Map.of("holdUpOutcome", "chased"))
                .waitsAt("Gateway_AnswerAwaited")
                .waitsFor("CatchEvent_AnswerOverdue", Duration.ofDays(7))
                .has("chaseCount", times);
    }
}

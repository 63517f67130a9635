package care.handrail.results;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.pathways.Step;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PathTest("ResultQuarantine")
class ResultQuarantinePathTests {

    private static final Map<String, Object> CHOSEN = Map.of("resultSettlement", "candidate-2");

    @Test
    void isSettledByOnePersonWhenNothingIsChanged(Walk walk) {
        settling(walk, "as-sent")
                .complete("Task_SettleResult", "coordinator", CHOSEN)
                .ran("weighSettlement", 1)
                .endedAt("EndEvent_WhoseSettled")
                .notPassed("Task_ConfirmSettlement")
                .has("resultSettlement", "candidate-2")
                .has("resultSettledBy", "coordinator")
                .ran("confirmSettlement", 0)
                .ran("sendResultBack", 0);
    }

    @Test
    void takesTwoPeopleToChangeWhatTheSenderSaid(Walk walk) {
        confirming(walk)
                .complete("Task_ConfirmSettlement", "coordinator2", Map.of("resultConfirmation", "confirmed"))
                .ran("confirmSettlement", 1)
                .has("resultSettledBy", "coordinator")
                .has("resultConfirmedBy", "coordinator2")
                .endedAt("EndEvent_WhoseSettled");
    }

    @Test
    void isNeverConfirmedByThePersonWhoSettledIt(Walk walk) {
        confirming(walk);
        assertThatThrownBy(() -> walk.complete(
                        "Task_ConfirmSettlement", "coordinator", Map.of("resultConfirmation", "confirmed")))
                .isInstanceOf(RuntimeException.class);
        walk.waitsAt("Task_ConfirmSettlement").ran("confirmSettlement", 0);
    }

    @Test
    void isLookedAtAnewWhenTheSecondPersonDoesNotAgree(Walk walk) {
        confirming(walk)
                .complete("Task_ConfirmSettlement", "coordinator2", Map.of("resultConfirmation", "not-confirmed"))
                .ran("confirmSettlement", 1)
                .opens("Task_SettleResult", "SettleResult", "care-coordination");
    }

    @Test
    void isLookedAtAnewWhenAnotherVersionWasFiledBeforeTheConfirmationWasKept(Walk walk) {
        Step overtaken = context -> context.set(ResultVariables.RESULT_CONFIRMATION, "overtaken");
        confirming(walk.where("confirmSettlement", overtaken))
                .complete("Task_ConfirmSettlement", "coordinator2", Map.of("resultConfirmation", "confirmed"))
                .opens("Task_SettleResult", "SettleResult", "care-coordination");
    }

    @Test
    void isLookedAtAnewWhenThereIsNoSuchPatient(Walk walk) {
        settling(walk, "nobody")
                .complete("Task_SettleResult", "coordinator", CHOSEN)
                .opens("Task_SettleResult", "SettleResult", "care-coordination");
    }

    @Test
    void isSentBackToTheSender(Walk walk) {
        settling(walk, "as-sent")
                .complete(
                        "Task_SettleResult",
                        "coordinator",
                        Map.of("resultSettlement", "send-back", "sendBackReason", "not-identified"))
                .ran("sendResultBack", 1)
                .ran("weighSettlement", 0)
                .has("sendBackReason", "not-identified")
                .endedAt("EndEvent_ResultSentBack");
    }

    @Test
    void escalatesWhenNobodySettlesIt(Walk walk) {
        settling(walk, "as-sent").late("Task_SettleResult").late("Task_SettleResult");
    }

    @Test
    void escalatesWhenNobodyConfirmsIt(Walk walk) {
        confirming(walk).late("Task_ConfirmSettlement").late("Task_ConfirmSettlement");
    }

    private static Walk settling(Walk walk, String identity) {
        Step weighs = context -> context.set(ResultVariables.RESULT_IDENTITY, identity);
        return walk.where("weighSettlement", weighs)
                .start(Map.of("patientId", "result-1", "site", "north", "priority", "routine"))
                .opens("Task_SettleResult", "SettleResult", "care-coordination");
    }

    private static Walk confirming(Walk walk) {
        return settling(walk, "changed")
                .complete("Task_SettleResult", "coordinator", CHOSEN)
                .opens("Task_ConfirmSettlement", "ConfirmSettlement", "care-coordination");
    }
}

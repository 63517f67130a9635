package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("StopFormerService")
class StopFormerServicePathTests {

    private static final String ASK = "Task_AskFormerService";
    private static final String SETTLE = "Task_SettleFormerService";

    @ParameterizedTest
    @ValueSource(strings = {"stops", "not-needed"})
    void endsWhenTheFormerServiceHasNothingMoreToDo(String answer, Walk walk) {
        asking(walk)
                .complete(ASK, "coordinator", Map.of("referralOutcome", answer))
                .endedAt("EndEvent_FormerServiceSettled")
                .has("referralOutcome", answer)
                .notPassed(SETTLE);
    }

    @Test
    void goesToAClinicianWhenTwoServicesMayTreatThePatient(Walk walk) {
        unstopped(walk)
                .complete(SETTLE, "clinician", Map.of("referralOutcome", "settled"))
                .endedAt("EndEvent_FormerServiceSettled")
                .has("referralOutcome", "settled");
    }

    @Test
    void isAskedOnceMoreWhenTheClinicianSaysSo(Walk walk) {
        unstopped(walk)
                .complete(SETTLE, "clinician", Map.of("referralOutcome", "ask-again"))
                .opens(ASK, "AskFormerService", "care-coordination");
    }

    @ParameterizedTest
    @ValueSource(strings = {ASK, SETTLE})
    void endsWhenTheFormerServiceGetsTheReferralAgain(String step, Walk walk) {
        (step.equals(ASK) ? asking(walk) : unstopped(walk))
                .correlate("FormerServiceHasItAgain", Map.of())
                .endedAt("EndEvent_NotAsked");
        var task = walk.models()
                .diagram("StopFormerService")
                .split("<bpmn:userTask id=\"" + step + "\"", 2)[1]
                .split("</bpmn:userTask>", 2)[0];
        assertThat(task)
                .as("what whoever has just asked it is told")
                .contains("\"whenCalledBack\" value=\"The service has the referral again: do not ask it to stop.");
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        asking(walk)
                .late(ASK)
                .complete(ASK, "coordinator", Map.of("referralOutcome", "goes-on"))
                .late(SETTLE);
    }

    private static Walk asking(Walk walk) {
        return walk.start(with("formerService", "city-cardiology")).opens(ASK, "AskFormerService", "care-coordination");
    }

    private static Walk unstopped(Walk walk) {
        return asking(walk)
                .complete(ASK, "coordinator", Map.of("referralOutcome", "goes-on"))
                .opens(SETTLE, "SettleFormerService", "clinician");
    }
}

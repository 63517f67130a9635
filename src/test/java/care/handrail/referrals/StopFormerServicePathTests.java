package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

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

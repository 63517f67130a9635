package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("CloseReferral")
class CloseReferralPathTests {

    private static final String TELL = "Task_TellPatient";

    @Test
    void isClosedByTheClinicianWhoToldThePatientAfterReadingTheReport(Walk walk) {
        reporting(walk)
                .complete("Task_ReadReport", "clinician", Map.of("referralOutcome", "read"))
                .opens(TELL, "TellOutcome", "clinician")
                .ran("closeReferral", 0)
                .complete(TELL, "clinician2", Map.of("referralOutcome", "told"))
                .endedAt("EndEvent_ReferralClosed")
                .ran("closeReferral", 1)
                .has("referralCloser", "clinician2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "cancelled", "attended"})
    void tellsThePatientWhereThereIsNoReport(String state, Walk walk) {
        walk.start(with("referralState", state))
                .opens(TELL, "TellOutcome", "clinician")
                .notPassed("Task_ReadReport")
                .complete(TELL, "clinician", Map.of("referralOutcome", "told"))
                .endedAt("EndEvent_ReferralClosed");
    }

    @Test
    void isNotClosedByAReportThatIsNotEnough(Walk walk) {
        reporting(walk)
                .complete(
                        "Task_ReadReport",
                        "clinician",
                        Map.of("referralOutcome", "not-enough", "reportProblem", "another-patient"))
                .endedAt("EndEvent_ReportNotEnough")
                .has("referralOutcome", "not-enough")
                .has("reportProblem", "another-patient")
                .ran("closeReferral", 0);
    }

    @Test
    void triesAgainUntilThePatientKnows(Walk walk) {
        walk.start(with("referralState", "rejected"))
                .complete(TELL, "clinician", Map.of("referralOutcome", "not-reached"))
                .waitsAt("CatchEvent_TryAgain")
                .ran("closeReferral", 0)
                .waitsFor("CatchEvent_TryAgain", Duration.ofDays(2))
                .fire("CatchEvent_TryAgain")
                .opens(TELL, "TellOutcome", "clinician");
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        reporting(walk)
                .late("Task_ReadReport")
                .complete("Task_ReadReport", "clinician", Map.of("referralOutcome", "read"))
                .late(TELL);
    }

    private static Walk reporting(Walk walk) {
        return walk.start(with("referralState", "report-back")).opens("Task_ReadReport", "ReadReport", "clinician");
    }
}

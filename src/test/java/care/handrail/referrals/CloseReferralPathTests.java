package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

import care.handrail.pathways.Step;
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
    private static final String AWAITED = "Gateway_ReadingAwaited";
    private static final Map<String, Object> TOLD = Map.of("referralOutcome", "told");

    @Test
    void isClosedByTheClinicianWhoToldThePatientAfterTheReportWasSigned(Walk walk) {
        reporting(walk)
                .ran("askForReportSignature", 1)
                .where("checkReportSignature", comesTo("read"))
                .correlate("SignOffDecided", Map.of())
                .ran("checkReportSignature", 1)
                .opens(TELL, "TellOutcome", "clinician")
                .ran("closeReferral", 0)
                .where("closeReferral", comesTo("closed"))
                .complete(TELL, "clinician2", TOLD)
                .endedAt("EndEvent_ReferralClosed")
                .ran("closeReferral", 1)
                .has("referralCloser", "clinician2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "cancelled", "attended"})
    void tellsThePatientWhereThereIsNoReport(String state, Walk walk) {
        walk.start(with("referralState", state))
                .opens(TELL, "TellOutcome", "clinician")
                .ran("askForReportSignature", 0)
                .where("closeReferral", comesTo("closed"))
                .complete(TELL, "clinician", TOLD)
                .endedAt("EndEvent_ReferralClosed");
    }

    @Test
    void isNotClosedByAReportThatIsNotEnough(Walk walk) {
        reporting(walk)
                .where("checkReportSignature", comesTo("not-enough"))
                .correlate("SignOffDecided", Map.of())
                .endedAt("EndEvent_ReportNotEnough")
                .has("referralOutcome", "not-enough")
                .ran("closeReferral", 0);
    }

    @Test
    void isSignedAgainWhenTheReportWasChangedMeanwhile(Walk walk) {
        reporting(walk)
                .where("checkReportSignature", comesTo("report"))
                .correlate("SignOffDecided", Map.of())
                .waitsAt(AWAITED)
                .ran("askForReportSignature", 2)
                .notPassed(TELL);
    }

    @Test
    void nobodyTellsThePatientAnyMoreWhatAFurtherReportHasOvertaken(Walk walk) {
        telling(walk)
                .where("checkReportSignature", comesTo("report"))
                .correlate("SignOffVoided", Map.of())
                .waitsAt(AWAITED)
                .ran("askForReportSignature", 2);
    }

    @Test
    void goesOnTellingWhereTheSignatureHoldsAfterAll(Walk walk) {
        telling(walk)
                .correlate("SignOffVoided", Map.of())
                .opens(TELL, "TellOutcome", "clinician")
                .ran("checkReportSignature", 2)
                .ran("askForReportSignature", 1);
    }

    @Test
    void isSignedAgainWhenTheReportIsChangedBeforeThePatientIsReached(Walk walk) {
        telling(walk)
                .complete(TELL, "clinician", Map.of("referralOutcome", "not-reached"))
                .where("checkReportSignature", comesTo("report"))
                .correlate("SignOffVoided", Map.of())
                .waitsAt(AWAITED)
                .ran("askForReportSignature", 2)
                .ran("closeReferral", 0);
    }

    @Test
    void isNotClosedWithAReportThatNobodyHasReadAsItIsNow(Walk walk) {
        telling(walk)
                .where("closeReferral", comesTo("report"))
                .where("checkReportSignature", comesTo("report"))
                .complete(TELL, "clinician", TOLD)
                .ran("closeReferral", 1)
                .waitsAt(AWAITED)
                .ran("askForReportSignature", 2);
    }

    @Test
    void asksAnewForASignatureThatNobodyGivesForAWeek(Walk walk) {
        reporting(walk)
                .waitsFor("CatchEvent_ReadingLate", Duration.ofDays(7))
                .fire("CatchEvent_ReadingLate")
                .waitsAt(AWAITED)
                .ran("askForReportSignature", 2);
    }

    @Test
    void triesAgainUntilThePatientKnows(Walk walk) {
        walk.start(with("referralState", "rejected"))
                .complete(TELL, "clinician", Map.of("referralOutcome", "not-reached"))
                .waitsAt("Gateway_TryAgainAwaited")
                .ran("closeReferral", 0)
                .waitsFor("CatchEvent_TryAgain", Duration.ofDays(2))
                .fire("CatchEvent_TryAgain")
                .opens(TELL, "TellOutcome", "clinician");
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        walk.start(with("referralState", "rejected")).late(TELL).late(TELL);
    }

    private static Walk telling(Walk walk) {
        return reporting(walk)
                .where("checkReportSignature", comesTo("read"))
                .correlate("SignOffDecided", Map.of())
                .opens(TELL, "TellOutcome", "clinician");
    }

    private static Walk reporting(Walk walk) {
        return walk.start(with("referralState", "report-back")).waitsAt(AWAITED);
    }

    private static Step comesTo(String outcome) {
        return context -> context.set(ReferralVariables.OUTCOME, outcome);
    }
}

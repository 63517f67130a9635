package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("ReferralReport")
class ReferralReportPathTests {

    private static final String WRITE = "Task_WriteReferralReport";
    private static final String DELIVER = "Task_DeliverReferralReport";

    @ParameterizedTest
    @ValueSource(strings = {"sent", "printed"})
    void sendsTheSignedSummaryWithoutAnybodysHelp(String outcome, Walk walk) {
        summarySent(walk)
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", outcome))
                .endedAt("EndEvent_ReferralReported")
                .ran("closeReferralReport", 1)
                .ran("sendReferralReport", 1)
                .notPassed(WRITE, DELIVER);
    }

    @Test
    void sendsWhatAClinicianWroteWhereThereIsNoSignedSummary(Walk walk) {
        unsigned(walk)
                .ran("sendReferralReport", 0)
                .complete(WRITE, "clinician", Map.of("reportDecision", "send"))
                .ran("sendReferralReport", 1)
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", "sent"))
                .endedAt("EndEvent_ReferralReported")
                .ran("closeReferralReport", 1);
    }

    @Test
    void sendsNothingWhereAClinicianHasToldTheReferrer(Walk walk) {
        unsigned(walk)
                .complete(WRITE, "clinician", Map.of("reportDecision", "told"))
                .endedAt("EndEvent_ReferralReported")
                .ran("closeReferralReport", 1)
                .ran("sendReferralReport", 0)
                .has("reportDecision", "told");
    }

    @Test
    void sendsNothingWhereThereIsNothingToTell(Walk walk) {
        unsigned(walk)
                .complete(WRITE, "clinician", Map.of("reportDecision", "nothing", "noReportReason", "referrer-knows"))
                .endedAt("EndEvent_ReferralReported")
                .ran("closeReferralReport", 1)
                .ran("sendReferralReport", 0)
                .has("noReportReason", "referrer-knows");
    }

    @Test
    void aClinicianDecidesWhereThePatientDoesNotWantTheLetterToGo(Walk walk) {
        summarySent(walk)
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", "refused-consent"))
                .opens(WRITE, "WriteReferralReport", "clinician")
                .ran("closeReferralReport", 0)
                .notPassed(DELIVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "bounced", "suppressed-stale"})
    void aPersonGetsTheReportToTheReferrerWhomTheLetterDidNotReach(String outcome, Walk walk) {
        summarySent(walk)
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", outcome))
                .opens(DELIVER, "DeliverReferralReport", "care-coordination")
                .ran("closeReferralReport", 0)
                .complete(DELIVER, "coordinator", Map.of("referrerTold", "told"))
                .endedAt("EndEvent_ReferralReported")
                .ran("closeReferralReport", 1)
                .has("referrerTold", "told")
                .notPassed(WRITE);
    }

    @Test
    void aPersonFindsOutWhereNothingIsHeardOfTheLetter(Walk walk) {
        summarySent(walk)
                .waitsFor("CatchEvent_ReportLate", Duration.ofDays(14))
                .fire("CatchEvent_ReportLate")
                .opens(DELIVER, "DeliverReferralReport", "care-coordination")
                .complete(DELIVER, "coordinator", Map.of("referrerTold", "cannot-be-reached"))
                .endedAt("EndEvent_ReferralReported")
                .has("referrerTold", "cannot-be-reached");
    }

    @Test
    void nothingIsWrittenAboutAnEndThatWasUndone(Walk walk) {
        unsigned(walk)
                .correlate("CareGoesOn", Map.of())
                .endedAt("EndEvent_CareGoesOn")
                .ran("sendReferralReport", 0)
                .ran("closeReferralReport", 0);
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        unsigned(walk)
                .late(WRITE)
                .late(WRITE)
                .complete(WRITE, "clinician", Map.of("reportDecision", "send"))
                .fire("CatchEvent_ReportLate")
                .late(DELIVER)
                .late(DELIVER);
    }

    private static Walk summarySent(Walk walk) {
        return walk.start(with("episodeOutcome", "discharged", "summaryIsReport", true))
                .ran("sendReferralReport", 1)
                .waitsAt("Gateway_ReportSettled");
    }

    private static Walk unsigned(Walk walk) {
        return walk.start(with("episodeOutcome", "withdrew", "summaryIsReport", false))
                .opens(WRITE, "WriteReferralReport", "clinician");
    }
}

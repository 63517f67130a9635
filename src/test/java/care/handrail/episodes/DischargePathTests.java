package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.ENVELOPE;
import static care.handrail.episodes.StagePaths.heldUp;
import static care.handrail.episodes.StagePaths.with;

import care.handrail.pathways.PathwayVariable;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(value = "Discharge", stubs = "HoldUp")
class DischargePathTests {

    private static final PathwayVariable<Boolean> LETTER_ALLOWED = PathwayVariable.flag("letterAllowed");
    private static final PathwayVariable<String> OUTCOME = PathwayVariable.code("signOffOutcome");
    private static final Map<String, Object> DECIDED = Map.of("signOffId", "sign-off-1");

    @Test
    void dischargesWithASummaryThatAnotherClinicianSigned(Walk walk) {
        to("Task_CloseRecord", walk)
                .complete(
                        "Task_CloseRecord",
                        "coordinator",
                        Map.of("dischargeOutcome", "discharged", "retentionDate", "2034-11-16"))
                .endedAt("EndEvent_PatientDischarged")
                .passed(
                        "Task_WriteSummary",
                        "Task_AskForSummarySignature",
                        "Task_CheckSummarySignature",
                        "Task_CheckLetterAllowed",
                        "Task_PostLetter",
                        "Task_CloseRecord",
                        "EndEvent_PatientDischarged")
                .has("dischargeOutcome", "discharged")
                .has("summaryAuthor", "clinician")
                .ran("askForSummarySignature", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"changes-asked", "rejected", "changed"})
    void goesBackToTheAuthorWithTheReasonWhenTheSummaryIsNotSigned(String outcome, Walk walk) {
        signature(to("Gateway_SignatureAwaited", walk), outcome)
                .correlate("SignOffDecided", Map.of("signOffId", "sign-off-1", "signOffReason", "facts-wrong"))
                .opens("Task_WriteSummary", "WriteSummary", "clinician")
                .has("signOffOutcome", outcome)
                .has("signOffReason", "facts-wrong");
    }

    @ParameterizedTest
    @CsvSource({"urgent, 1", "routine, 5"})
    void goesBackToTheAuthorWhenNobodyDecidesInTime(String urgency, int days, Walk walk) {
        signature(walk, "no-answer")
                .start(with(ENVELOPE, "urgency", urgency))
                .complete("Task_WriteSummary", "clinician", Map.of("dischargeOutcome", "written"))
                .waitsFor("CatchEvent_SignatureOverdue", Duration.ofDays(days))
                .fire("CatchEvent_SignatureOverdue")
                .opens("Task_WriteSummary", "WriteSummary", "clinician")
                .has("signOffOutcome", "no-answer");
    }

    @Test
    void waitsOnWhenItIsToldOfAnEarlierRequest(Walk walk) {
        signature(to("Gateway_SignatureAwaited", walk), "undecided")
                .correlate("SignOffDecided", Map.of("signOffId", "sign-off-0"))
                .waitsAt("Gateway_SignatureAwaited")
                .ran("askForSummarySignature", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_PostLetter", "Task_HandOverLetter"})
    void givesNoLetterOutThatWasChangedAfterItWasSigned(String step, Walk walk) {
        signature(to(step, walk), "changed")
                .correlate("SignOffVoided", DECIDED)
                .opens("Task_WriteSummary", "WriteSummary", "clinician")
                .has("signOffOutcome", "changed");
    }

    @Test
    void givesNoLetterOutThatWasChangedDuringAHoldUp(Walk walk) {
        signature(heldUp(to("Task_PostLetter", walk), "Task_PostLetter", "reception", "dischargeOutcome"), "changed")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_WriteSummary", "WriteSummary", "clinician");
    }

    @Test
    void handsTheLetterOverWhereThePatientWantsNoPost(Walk walk) {
        to("Task_HandOverLetter", walk)
                .notPassed("Task_PostLetter")
                .complete("Task_HandOverLetter", "reception", Map.of("dischargeOutcome", "sent"))
                .opens("Task_CloseRecord", "CloseRecord", "care-coordination");
    }

    @Test
    void takesALetterBackThatWaitsToBePostedWhenThePatientSaysNo(Walk walk) {
        to("Task_PostLetter", walk)
                .where("checkLetterAllowed", context -> context.set(LETTER_ALLOWED, false))
                .correlate("ConsentWithdrawn", Map.of())
                .opens("Task_HandOverLetter", "HandOverLetter", "reception")
                .ran("checkLetterAllowed", 2);
    }

    @Test
    void writesTheSummaryAgainAfterAHoldUp(Walk walk) {
        heldUp(to("Task_WriteSummary", walk), "Task_WriteSummary", "clinician", "dischargeOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_WriteSummary", "WriteSummary", "clinician");
    }

    @Test
    void postsTheLetterAfterAHoldUpThatFollowsTheSignature(Walk walk) {
        heldUp(to("Task_PostLetter", walk), "Task_PostLetter", "reception", "dischargeOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_PostLetter", "PostLetter", "reception")
                .ran("checkLetterAllowed", 2);
    }

    @Test
    void postsNoLetterTwiceWhenTheRecordIsHeldUp(Walk walk) {
        heldUp(to("Task_CloseRecord", walk), "Task_CloseRecord", "coordinator", "dischargeOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_CloseRecord", "CloseRecord", "care-coordination")
                .ran("checkLetterAllowed", 1);
    }

    @Test
    void asksAgainAfterAHoldUpWhetherTheLetterMayBePosted(Walk walk) {
        heldUp(to("Task_HandOverLetter", walk), "Task_HandOverLetter", "reception", "dischargeOutcome")
                .where("checkLetterAllowed", context -> context.set(LETTER_ALLOWED, true))
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_PostLetter", "PostLetter", "reception");
    }

    @ParameterizedTest
    @CsvSource({
        "Task_WriteSummary, clinician, EndEvent_ClosedWithReason",
        "Task_PostLetter,   reception, EndEvent_ClosedWithReasonAfterSigning",
        "Task_CloseRecord,  coordinator, EndEvent_ClosedWithReasonAfterLetter"
    })
    void closesWithTheReasonThatAPersonChose(String step, String userId, String end, Walk walk) {
        heldUp(to(step, walk), step, userId, "dischargeOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "closed-not-possible"))
                .endedAt(end)
                .has("dischargeOutcome", "closed-not-possible");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_WriteSummary", "Task_PostLetter", "Task_HandOverLetter", "Task_CloseRecord"})
    void escalatesEveryStepThatIsLate(String step, Walk walk) {
        to(step, walk).late(step).late(step);
    }

    private static Walk signature(Walk walk, String outcome) {
        return walk.where("checkSummarySignature", context -> context.set(OUTCOME, outcome));
    }

    /** Walks until the step is open. */
    private static Walk to(String step, Walk walk) {
        signature(walk, "approved")
                .where(
                        "checkLetterAllowed",
                        context -> context.set(LETTER_ALLOWED, !step.equals("Task_HandOverLetter")))
                .start(ENVELOPE)
                .opens("Task_WriteSummary", "WriteSummary", "clinician");
        if (step.equals("Task_WriteSummary")) {
            return walk;
        }
        walk.complete("Task_WriteSummary", "clinician", Map.of("dischargeOutcome", "written"))
                .waitsAt("Gateway_SignatureAwaited");
        if (step.equals("Gateway_SignatureAwaited")) {
            return walk;
        }
        walk.correlate("SignOffDecided", DECIDED);
        if (step.equals("Task_HandOverLetter")) {
            return walk.opens(step, "HandOverLetter", "reception");
        }
        walk.opens("Task_PostLetter", "PostLetter", "reception");
        if (step.equals("Task_PostLetter")) {
            return walk;
        }
        return walk.complete("Task_PostLetter", "reception", Map.of("dischargeOutcome", "sent"))
                .opens("Task_CloseRecord", "CloseRecord", "care-coordination");
    }
}

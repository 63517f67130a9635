package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.ENVELOPE;
import static care.handrail.episodes.StagePaths.heldUp;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.pathways.PathwayVariable;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(value = "Discharge", stubs = "HoldUp")
class DischargePathTests {

    private static final PathwayVariable<Boolean> LETTER_ALLOWED = PathwayVariable.flag("letterAllowed");
    private static final PathwayVariable<Boolean> APPROVER_AVAILABLE = PathwayVariable.flag("approverAvailable");

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
                        "Task_LookForSigner",
                        "Task_SignSummary",
                        "Task_CheckLetterAllowed",
                        "Task_PostLetter",
                        "Task_CloseRecord",
                        "EndEvent_PatientDischarged")
                .has("dischargeOutcome", "discharged")
                .has("summaryAuthor", "clinician");
    }

    @Test
    void refusesTheSignatureOfTheAuthor(Walk walk) {
        to("Task_SignSummary", walk);
        assertThatThrownBy(() -> walk.complete("Task_SignSummary", "clinician", Map.of("dischargeOutcome", "signed")))
                .isInstanceOf(RuntimeException.class);
        walk.waitsAt("Task_SignSummary");
    }

    @Test
    void goesBackToTheAuthorWhenChangesAreWanted(Walk walk) {
        to("Task_SignSummary", walk)
                .complete(
                        "Task_SignSummary",
                        "clinician2",
                        Map.of("dischargeOutcome", "changes", "changesReason", "facts-wrong"))
                .opens("Task_WriteSummary", "WriteSummary", "clinician")
                .has("changesReason", "facts-wrong");
    }

    @Test
    void makesWorkOfAMissingSignerAndLooksAgain(Walk walk) {
        to("Task_FindSigner", walk)
                .where("lookForApprover", context -> context.set(APPROVER_AVAILABLE, true))
                .complete("Task_FindSigner", "lead", Map.of("dischargeOutcome", "signer-found"))
                .opens("Task_SignSummary", "SignSummary", "clinician")
                .ran("lookForApprover", 2);
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

    @ParameterizedTest
    @CsvSource({"Task_WriteSummary, clinician", "Task_FindSigner, lead", "Task_SignSummary, clinician2"})
    void writesTheSummaryAgainAfterAHoldUp(String step, String userId, Walk walk) {
        heldUp(to(step, walk), step, userId, "dischargeOutcome")
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
    @ValueSource(
            strings = {
                "Task_WriteSummary",
                "Task_FindSigner",
                "Task_SignSummary",
                "Task_PostLetter",
                "Task_HandOverLetter",
                "Task_CloseRecord"
            })
    void escalatesEveryStepThatIsLate(String step, Walk walk) {
        to(step, walk).late(step).late(step);
    }

    /** Walks until the step is open. */
    private static Walk to(String step, Walk walk) {
        walk.where("lookForApprover", context -> context.set(APPROVER_AVAILABLE, !step.equals("Task_FindSigner")))
                .where(
                        "checkLetterAllowed",
                        context -> context.set(LETTER_ALLOWED, !step.equals("Task_HandOverLetter")))
                .start(ENVELOPE)
                .opens("Task_WriteSummary", "WriteSummary", "clinician");
        if (step.equals("Task_WriteSummary")) {
            return walk;
        }
        walk.complete("Task_WriteSummary", "clinician", Map.of("dischargeOutcome", "written"));
        if (step.equals("Task_FindSigner")) {
            return walk.opens(step, "FindSigner", "clinical-lead");
        }
        walk.opens("Task_SignSummary", "SignSummary", "clinician");
        if (step.equals("Task_SignSummary")) {
            return walk;
        }
        walk.complete("Task_SignSummary", "clinician2", Map.of("dischargeOutcome", "signed"));
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

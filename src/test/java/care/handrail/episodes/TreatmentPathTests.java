package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.ENVELOPE;
import static care.handrail.episodes.StagePaths.heldUp;
import static care.handrail.episodes.StagePaths.with;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.pathways.PathwayVariable;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(value = "Treatment", stubs = "HoldUp")
class TreatmentPathTests {

    private static final PathwayVariable<Boolean> APPROVER_AVAILABLE = PathwayVariable.flag("approverAvailable");

    @Test
    void treatsByAPlanThatAnotherClinicianApproved(Walk walk) {
        to("Task_RecordSession", walk)
                .complete(
                        "Task_RecordSession",
                        "clinician",
                        Map.of("treatmentOutcome", "complete", "followUpDate", "2026-12-01"))
                .endedAt("EndEvent_TreatmentCompleted")
                .passed(
                        "Task_RecordTreatmentStarted",
                        "Task_PlanTreatment",
                        "Task_LookUpApprovalRule",
                        "Task_LookForApprover",
                        "Task_ApprovePlan",
                        "Task_RecordSession",
                        "EndEvent_TreatmentCompleted")
                .has("treatmentOutcome", "complete")
                .has("planAuthor", "clinician")
                .ran("recordTreatmentStarted", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "general-practice, north, false",
        "general-practice, south, false",
        "physiotherapy,    north, false",
        "physiotherapy,    south, true",
        "mental-health,    north, true",
        "home-care,        north, true"
    })
    void asksForApprovalWhereTheTableSaysSo(String serviceLine, String site, boolean needed, Walk walk) {
        walk.where("lookForApprover", context -> context.set(APPROVER_AVAILABLE, true))
                .start(with(ENVELOPE, "serviceLine", serviceLine, "site", site, "assessmentQueue", "clinician"))
                .complete("Task_PlanTreatment", "clinician", Map.of("treatmentOutcome", "planned"))
                .waitsAt(needed ? "Task_ApprovePlan" : "Task_RecordSession")
                .has("approvalNeeded", needed);
    }

    @Test
    void refusesApprovalByTheAuthor(Walk walk) {
        to("Task_ApprovePlan", walk);
        assertThatThrownBy(() -> walk.complete("Task_ApprovePlan", "clinician", Map.of("treatmentOutcome", "approved")))
                .isInstanceOf(RuntimeException.class);
        walk.waitsAt("Task_ApprovePlan");
    }

    @Test
    void goesBackToTheAuthorWithTheReasonWhenThePlanIsRejected(Walk walk) {
        to("Task_ApprovePlan", walk)
                .complete(
                        "Task_ApprovePlan",
                        "clinician2",
                        Map.of("treatmentOutcome", "rejected", "rejectionReason", "risk-not-covered"))
                .opens("Task_PlanTreatment", "PlanTreatment", "clinician")
                .has("rejectionReason", "risk-not-covered");
    }

    @Test
    void makesWorkOfAMissingApproverAndLooksAgain(Walk walk) {
        to("Task_FindApprover", walk)
                .where("lookForApprover", context -> context.set(APPROVER_AVAILABLE, true))
                .complete("Task_FindApprover", "lead", Map.of("treatmentOutcome", "approver-found"))
                .opens("Task_ApprovePlan", "ApprovePlan", "clinician")
                .ran("lookForApprover", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"another-session", "did-not-attend"})
    void recordsSessionsOneByOne(String outcome, Walk walk) {
        to("Task_RecordSession", walk)
                .complete("Task_RecordSession", "clinician", Map.of("treatmentOutcome", outcome))
                .opens("Task_RecordSession", "RecordSession", "clinician")
                .has("treatmentOutcome", outcome);
    }

    @ParameterizedTest
    @CsvSource({"Task_PlanTreatment, clinician", "Task_FindApprover,  lead", "Task_ApprovePlan,   clinician2"})
    void plansAgainAfterAHoldUp(String step, String userId, Walk walk) {
        heldUp(to(step, walk), step, userId, "treatmentOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_PlanTreatment", "PlanTreatment", "clinician");
    }

    @Test
    void goesOnWithTheSessionsAfterAHoldUpBetweenThem(Walk walk) {
        heldUp(to("Task_RecordSession", walk), "Task_RecordSession", "clinician", "treatmentOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_RecordSession", "RecordSession", "clinician");
    }

    @ParameterizedTest
    @CsvSource({
        "Task_PlanTreatment, EndEvent_ClosedWithReason",
        "Task_RecordSession, EndEvent_ClosedWithReasonInSessions"
    })
    void closesWithTheReasonThatAPersonChose(String step, String end, Walk walk) {
        heldUp(to(step, walk), step, "clinician", "treatmentOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "closed-declined"))
                .endedAt(end)
                .has("treatmentOutcome", "closed-declined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_PlanTreatment", "Task_FindApprover", "Task_ApprovePlan", "Task_RecordSession"})
    void escalatesEveryStepThatIsLate(String step, Walk walk) {
        to(step, walk).late(step).late(step);
    }

    /** Walks until the step is open. */
    private static Walk to(String step, Walk walk) {
        walk.where("lookForApprover", context -> context.set(APPROVER_AVAILABLE, !step.equals("Task_FindApprover")))
                .start(with(ENVELOPE, "assessmentQueue", "clinician"))
                .opens("Task_PlanTreatment", "PlanTreatment", "clinician");
        if (step.equals("Task_PlanTreatment")) {
            return walk;
        }
        walk.complete("Task_PlanTreatment", "clinician", Map.of("treatmentOutcome", "planned"));
        if (step.equals("Task_FindApprover")) {
            return walk.opens(step, "FindApprover", "clinical-lead");
        }
        walk.opens("Task_ApprovePlan", "ApprovePlan", "clinician");
        if (step.equals("Task_ApprovePlan")) {
            return walk;
        }
        return walk.complete("Task_ApprovePlan", "clinician2", Map.of("treatmentOutcome", "approved"))
                .opens("Task_RecordSession", "RecordSession", "clinician");
    }
}

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

@PathTest(value = "Treatment", stubs = "HoldUp")
class TreatmentPathTests {

    private static final PathwayVariable<String> OUTCOME = PathwayVariable.code("signOffOutcome");
    private static final Map<String, Object> DECIDED = Map.of("signOffId", "sign-off-1");

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
                        "Task_AskForApproval",
                        "Task_CheckApproval",
                        "Task_RecordSession",
                        "EndEvent_TreatmentCompleted")
                .has("treatmentOutcome", "complete")
                .has("planAuthor", "clinician")
                .ran("recordTreatmentStarted", 1)
                .ran("askForApproval", 1);
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
        walk.start(with(ENVELOPE, "serviceLine", serviceLine, "site", site, "assessmentQueue", "clinician"))
                .complete("Task_PlanTreatment", "clinician", Map.of("treatmentOutcome", "planned"))
                .waitsAt(needed ? "Gateway_ApprovalAwaited" : "Task_RecordSession")
                .has("approvalNeeded", needed)
                .ran("askForApproval", needed ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"changes-asked", "rejected", "changed"})
    void goesBackToTheAuthorWithTheReasonWhenThePlanIsNotApproved(String outcome, Walk walk) {
        approval(to("Gateway_ApprovalAwaited", walk), outcome)
                .correlate("SignOffDecided", Map.of("signOffId", "sign-off-1", "signOffReason", "something-missing"))
                .opens("Task_PlanTreatment", "PlanTreatment", "clinician")
                .has("signOffOutcome", outcome)
                .has("signOffReason", "something-missing");
    }

    @ParameterizedTest
    @CsvSource({"urgent, 1", "routine, 5"})
    void goesBackToTheAuthorWhenNobodyDecidesInTime(String urgency, int days, Walk walk) {
        approval(walk, "no-answer")
                .start(with(ENVELOPE, "assessmentQueue", "clinician", "urgency", urgency))
                .complete("Task_PlanTreatment", "clinician", Map.of("treatmentOutcome", "planned"))
                .waitsFor("CatchEvent_ApprovalOverdue", Duration.ofDays(days))
                .fire("CatchEvent_ApprovalOverdue")
                .opens("Task_PlanTreatment", "PlanTreatment", "clinician")
                .has("signOffOutcome", "no-answer");
    }

    @Test
    void goesOnWhenTheApprovalIsThereAndTheWordOfItIsNot(Walk walk) {
        approval(to("Gateway_ApprovalAwaited", walk), "approved")
                .fire("CatchEvent_ApprovalOverdue")
                .opens("Task_RecordSession", "RecordSession", "clinician");
    }

    @Test
    void waitsOnWhenItIsToldOfAnEarlierRequest(Walk walk) {
        approval(to("Gateway_ApprovalAwaited", walk), "undecided")
                .correlate("SignOffDecided", Map.of("signOffId", "sign-off-0"))
                .waitsAt("Gateway_ApprovalAwaited")
                .ran("askForApproval", 1);
    }

    @Test
    void treatsNoFurtherByAPlanThatWasChangedAfterItsApproval(Walk walk) {
        approval(to("Task_RecordSession", walk), "changed")
                .correlate("SignOffVoided", DECIDED)
                .opens("Task_PlanTreatment", "PlanTreatment", "clinician")
                .has("signOffOutcome", "changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"another-session", "did-not-attend"})
    void recordsSessionsOneByOne(String outcome, Walk walk) {
        to("Task_RecordSession", walk)
                .complete("Task_RecordSession", "clinician", Map.of("treatmentOutcome", outcome))
                .opens("Task_RecordSession", "RecordSession", "clinician")
                .has("treatmentOutcome", outcome);
    }

    @Test
    void plansAgainAfterAHoldUp(Walk walk) {
        heldUp(to("Task_PlanTreatment", walk), "Task_PlanTreatment", "clinician", "treatmentOutcome")
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
    @ValueSource(strings = {"Task_PlanTreatment", "Task_RecordSession"})
    void escalatesEveryStepThatIsLate(String step, Walk walk) {
        to(step, walk).late(step).late(step);
    }

    private static Walk approval(Walk walk, String outcome) {
        return walk.where("checkApproval", context -> context.set(OUTCOME, outcome));
    }

    /** Walks until the step is open. */
    private static Walk to(String step, Walk walk) {
        approval(walk, "approved")
                .start(with(ENVELOPE, "assessmentQueue", "clinician"))
                .opens("Task_PlanTreatment", "PlanTreatment", "clinician");
        if (step.equals("Task_PlanTreatment")) {
            return walk;
        }
        walk.complete("Task_PlanTreatment", "clinician", Map.of("treatmentOutcome", "planned"))
                .waitsAt("Gateway_ApprovalAwaited");
        return step.equals("Gateway_ApprovalAwaited")
                ? walk
                : walk.correlate("SignOffDecided", DECIDED).opens("Task_RecordSession", "RecordSession", "clinician");
    }
}

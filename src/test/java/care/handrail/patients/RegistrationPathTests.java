package care.handrail.patients;

import care.handrail.pathways.PathwayVariable;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(value = "Registration", stubs = "HoldUp")
class RegistrationPathTests {

    private static final Map<String, Object> ENVELOPE = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "north",
            "serviceLine", "general-practice",
            "priority", "soon",
            "urgency", "urgent");

    @Test
    void registersACompleteEnquiry(Walk walk) {
        to("Task_GivePrivacyNotice", walk)
                .complete("Task_GivePrivacyNotice", "reception", Map.of("registrationOutcome", "informed"))
                .endedAt("EndEvent_PatientReady")
                .passed(
                        "Task_ReviewEnquiry",
                        "Task_CaptureDetails",
                        "Task_WorkOutAgeBand",
                        "Task_FindDuplicates",
                        "Task_VerifyIdentity",
                        "Task_GivePrivacyNotice",
                        "Task_RecordPrivacyNotice",
                        "Task_MarkReadyForScheduling",
                        "EndEvent_PatientReady")
                .notPassed("Task_CompleteEnquiry", "Task_DecideDuplicates")
                .ran("deriveAgeBand", 1)
                .ran("findDuplicates", 1)
                .ran("recordPrivacyNotice", 1)
                .ran("markReadyForScheduling", 1)
                .ran("recordDuplicateDecision", 0)
                .has("registrationOutcome", "ready");
    }

    @Test
    void completesAnIncompleteEnquiryBeforeItIsReviewed(Walk walk) {
        to("Task_CompleteEnquiry", walk)
                .complete("Task_CompleteEnquiry", "reception", Map.of("registrationOutcome", "completed"))
                .waitsAt("Task_ReviewEnquiry");
    }

    @Test
    void tellsAPatientWhereToGoInstead(Walk walk) {
        to("Task_TellWhereToGo", walk)
                .complete("Task_TellWhereToGo", "reception", Map.of("registrationOutcome", "signposted"))
                .endedAt("EndEvent_PatientSignposted")
                .has("registrationOutcome", "signposted")
                .has("signpostReason", "outside-area");
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-person", "different-person", "cannot-tell"})
    void recordsWhatAPersonDecidedAboutPossibleDuplicates(String decision, Walk walk) {
        to("Task_DecideDuplicates", walk)
                .complete("Task_DecideDuplicates", "coordinator", Map.of("duplicateDecision", decision))
                .waitsAt("Task_VerifyIdentity")
                .ran("recordDuplicateDecision", 1)
                .has("duplicateDecision", decision);
    }

    static Stream<String> everyWorkItem() {
        return Stream.of(
                "Task_CompleteEnquiry",
                "Task_ReviewEnquiry",
                "Task_TellWhereToGo",
                "Task_CaptureDetails",
                "Task_DecideDuplicates",
                "Task_VerifyIdentity",
                "Task_GivePrivacyNotice");
    }

    @ParameterizedTest
    @MethodSource("everyWorkItem")
    void sortsOutAHoldUpAtAnyStepAndGoesOnWithTheDetails(String step, Walk walk) {
        heldUp(step, walk)
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .waitsAt("Task_CaptureDetails")
                .has("registrationOutcome", "continue");
    }

    @Test
    void closesAHeldUpEnquiryWithTheReasonThatAPersonChose(Walk walk) {
        heldUp("Task_ReviewEnquiry", walk)
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "closed-declined"))
                .endedAt("EndEvent_ClosedWithReason")
                .has("registrationOutcome", "closed-declined");
    }

    @ParameterizedTest
    @MethodSource("everyWorkItem")
    void escalatesEveryStepThatIsLate(String step, Walk walk) {
        to(step, walk).late(step).late(step);
    }

    private static Walk heldUp(String step, Walk walk) {
        var outcome = step.equals("Task_DecideDuplicates") ? "duplicateDecision" : "registrationOutcome";
        var called = new HashMap<>(ENVELOPE);
        called.put("holdUpReason", "missing-information");
        return to(step, walk)
                .complete(
                        step,
                        step.equals("Task_DecideDuplicates") ? "coordinator" : "reception",
                        Map.of(outcome, "cannot-go-on", "holdUpReason", "missing-information"))
                .waitsAt("Return_HoldUp")
                .calledWith("HoldUp", called);
    }

    /** Walks until the step is open. */
    private static Walk to(String step, Walk walk) {
        walk.where("findDuplicates", context -> {
                    context.set(PathwayVariable.flag("duplicatesFound"), step.equals("Task_DecideDuplicates"));
                    context.set(PathwayVariable.number("duplicateCount"), 1L);
                })
                .where(
                        "markReadyForScheduling",
                        context -> context.set(PathwayVariable.code("registrationOutcome"), "ready"));
        var variables = new HashMap<>(ENVELOPE);
        variables.put("enquiryState", step.equals("Task_CompleteEnquiry") ? "incomplete" : "complete");
        walk.start(variables);
        if (step.equals("Task_CompleteEnquiry")) {
            return walk.opens(step, "CompleteEnquiry", "reception");
        }
        walk.opens("Task_ReviewEnquiry", "ReviewEnquiry", "reception");
        if (step.equals("Task_ReviewEnquiry")) {
            return walk;
        }
        if (step.equals("Task_TellWhereToGo")) {
            walk.complete("Task_ReviewEnquiry", "reception", Map.of("registrationOutcome", "signpost"));
            return walk.opens(step, "TellWhereToGo", "reception");
        }
        walk.complete("Task_ReviewEnquiry", "reception", Map.of("registrationOutcome", "accepted"));
        walk.opens("Task_CaptureDetails", "CaptureDetails", "reception");
        if (step.equals("Task_CaptureDetails")) {
            return walk;
        }
        walk.complete("Task_CaptureDetails", "reception", Map.of("registrationOutcome", "captured"));
        if (step.equals("Task_DecideDuplicates")) {
            return walk.opens(step, "DecideDuplicates", "care-coordination");
        }
        walk.opens("Task_VerifyIdentity", "VerifyIdentity", "reception");
        if (step.equals("Task_VerifyIdentity")) {
            return walk;
        }
        walk.complete("Task_VerifyIdentity", "reception", Map.of("registrationOutcome", "proven"));
        return walk.opens("Task_GivePrivacyNotice", "GivePrivacyNotice", "reception");
    }
}

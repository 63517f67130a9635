package care.handrail.consent;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(value = "ConsentWithdrawal", stubs = "HoldUp")
class ConsentWithdrawalPathTests {

    private static final Map<String, Object> OPENED = Map.of(
            "patientId", "patient-1",
            "site", "north",
            "serviceLine", "general-practice",
            "priority", "routine",
            "urgency", "urgent");

    @Test
    void stopsWhatAPersonHasConfirmedAndTellsThePatient(Walk walk) {
        confirmed(walk)
                .complete("Task_TellWhatStops", "coordinator", Map.of("withdrawalOutcome", "told"))
                .endedAt("EndEvent_PatientTold")
                .passed("Task_ConfirmWithdrawal", "Task_StopWhatWasWithdrawn", "Task_TellWhatStops")
                .ran("stopWhatWasWithdrawn", 1)
                .has("withdrawalOutcome", "told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-patient", "not-meant", "no-authority", "cannot-be-confirmed"})
    void stopsNothingThatAPersonHasNotConfirmed(String decision, Walk walk) {
        reported(walk)
                .complete("Task_ConfirmWithdrawal", "coordinator", Map.of("withdrawalDecision", decision))
                .endedAt("EndEvent_ReportPutAside")
                .has("withdrawalDecision", decision)
                .ran("stopWhatWasWithdrawn", 0);
    }

    @Test
    void takesTheExtentThatThePersonWhoConfirmsHasCorrected(Walk walk) {
        reported(walk)
                .complete(
                        "Task_ConfirmWithdrawal",
                        "coordinator",
                        Map.of(
                                "withdrawalDecision", "confirmed",
                                "consentPurpose", "direct-care",
                                "consentChannel", "letter"))
                .has("consentPurpose", "direct-care")
                .has("consentChannel", "letter");
    }

    @Test
    void staysStoppedWhileAPatientWhoCannotBeReachedIsLookedFor(Walk walk) {
        heldUp(walk)
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_TellWhatStops", "TellWhatStops", "care-coordination")
                .ran("stopWhatWasWithdrawn", 1);
    }

    @Test
    void endsWithTheReasonWhenThePatientCouldNotBeTold(Walk walk) {
        heldUp(walk)
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "closed-unreachable"))
                .endedAt("EndEvent_PatientNotTold")
                .has("withdrawalOutcome", "closed-unreachable")
                .ran("stopWhatWasWithdrawn", 1);
    }

    @Test
    void escalatesAWithdrawalThatNobodyConfirms(Walk walk) {
        reported(walk).late("Task_ConfirmWithdrawal").late("Task_ConfirmWithdrawal");
    }

    @Test
    void escalatesAPatientWhomNobodyTells(Walk walk) {
        confirmed(walk).late("Task_TellWhatStops").late("Task_TellWhatStops");
    }

    private static Walk reported(Walk walk) {
        return walk.startByForm("reception", Map.of("reference", "K7QM-2XWD", "consentPurpose", "reminders"), OPENED)
                .opens("Task_ConfirmWithdrawal", "ConfirmWithdrawal", "care-coordination")
                .has("consentPurpose", "reminders");
    }

    private static Walk confirmed(Walk walk) {
        return reported(walk)
                .complete(
                        "Task_ConfirmWithdrawal",
                        "coordinator",
                        Map.of("withdrawalDecision", "confirmed", "consentPurpose", "reminders"))
                .opens("Task_TellWhatStops", "TellWhatStops", "care-coordination");
    }

    private static Walk heldUp(Walk walk) {
        var given = new HashMap<>(OPENED);
        given.put("reference", "K7QM-2XWD");
        given.put("holdUpReason", "patient-unreachable");
        return confirmed(walk)
                .complete(
                        "Task_TellWhatStops",
                        "coordinator",
                        Map.of("withdrawalOutcome", "cannot-go-on", "holdUpReason", "patient-unreachable"))
                .waitsAt("Return_HoldUp")
                .calledWith("HoldUp", given);
    }
}

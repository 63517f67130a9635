package care.handrail.pathways;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("LateWork")
class LateWorkPathTests {

    private static final Map<String, Object> LATE = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "north",
            "serviceLine", "general-practice",
            "lateTask", "task-1",
            "lateStep", "Task_AssessPatient",
            "lateQueue", "clinician",
            "lateRole", "care-coordination");

    @Test
    void isSettledByTheRoleThatWasTold(Walk walk) {
        looking(walk)
                .complete("Task_LookIntoLateWork", "coordinator", Map.of("lateWorkOutcome", "dealt-with"))
                .endedAt("EndEvent_LateWorkSettled")
                .notPassed("Task_SettleLateWork")
                .has("lateWorkOutcome", "dealt-with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"settled", "raised"})
    void isHandedToThePracticeManager(String outcome, Walk walk) {
        handed(walk)
                .complete("Task_SettleLateWork", "manager", Map.of("lateWorkOutcome", outcome))
                .endedAt("EndEvent_LateWorkSettled")
                .has("lateWorkOutcome", outcome);
    }

    @Test
    void endsWhenTheWorkItselfIsDone(Walk walk) {
        looking(walk).correlate("LateWorkDone", Map.of()).endedAt("EndEvent_NothingLeft");
    }

    @Test
    void endsWhileTheManagerHasIt(Walk walk) {
        handed(walk).correlate("LateWorkDone", Map.of()).endedAt("EndEvent_NothingLeft");
    }

    @Test
    void escalatesWhatIsLateItself(Walk walk) {
        looking(walk).late("Task_LookIntoLateWork").late("Task_LookIntoLateWork");
    }

    @Test
    void escalatesWhatTheManagerLeaves(Walk walk) {
        handed(walk).late("Task_SettleLateWork").late("Task_SettleLateWork");
    }

    private static Walk looking(Walk walk) {
        return walk.start(LATE).opens("Task_LookIntoLateWork", "LookIntoLateWork", "care-coordination");
    }

    private static Walk handed(Walk walk) {
        return looking(walk)
                .complete("Task_LookIntoLateWork", "coordinator", Map.of("lateWorkOutcome", "hand-to-manager"))
                .opens("Task_SettleLateWork", "SettleLateWork", "practice-manager");
    }
}

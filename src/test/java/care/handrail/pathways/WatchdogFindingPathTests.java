package care.handrail.pathways;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("WatchdogFinding")
class WatchdogFindingPathTests {

    private static final Map<String, Object> FOUND = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "north",
            "serviceLine", "general-practice",
            "priority", "soon",
            "findingKind", "work-item",
            "findingReason", "no-owner",
            "findingAbout", "task-1",
            "findingRole", "care-coordination");

    @ParameterizedTest
    @ValueSource(strings = {"put-right", "nothing-wrong"})
    void isSettledByCareCoordination(String outcome, Walk walk) {
        looking(walk)
                .complete("Task_LookIntoFinding", "coordinator", Map.of("findingOutcome", outcome))
                .endedAt("EndEvent_FindingSettled")
                .notPassed("Task_DecideFinding")
                .ran("settleFinding", 1)
                .has("findingOutcome", outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"put-right", "nothing-wrong", "raised"})
    void isHandedToThePracticeManager(String outcome, Walk walk) {
        handed(walk)
                .complete("Task_DecideFinding", "manager", Map.of("findingOutcome", outcome))
                .endedAt("EndEvent_FindingSettled")
                .ran("settleFinding", 1)
                .has("findingOutcome", outcome);
    }

    @Test
    void endsWhenItIsNoLongerFound(Walk walk) {
        looking(walk)
                .correlate("WatchdogFindingGone", Map.of())
                .endedAt("EndEvent_NothingLeft")
                .ran("settleFinding", 0);
    }

    @Test
    void endsWhileTheManagerHasIt(Walk walk) {
        handed(walk).correlate("WatchdogFindingGone", Map.of()).endedAt("EndEvent_NothingLeft");
    }

    @Test
    void escalatesWhatNobodyLooksInto(Walk walk) {
        looking(walk).late("Task_LookIntoFinding").late("Task_LookIntoFinding");
    }

    @Test
    void escalatesWhatTheManagerLeaves(Walk walk) {
        handed(walk).late("Task_DecideFinding").late("Task_DecideFinding");
    }

    private static Walk looking(Walk walk) {
        return walk.start(FOUND).opens("Task_LookIntoFinding", "LookIntoFinding", "care-coordination");
    }

    private static Walk handed(Walk walk) {
        return looking(walk)
                .complete("Task_LookIntoFinding", "coordinator", Map.of("findingOutcome", "hand-to-manager"))
                .opens("Task_DecideFinding", "DecideFinding", "practice-manager");
    }
}

package care.handrail.episodes;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("PatientEvent")
class PatientEventPathTests {

    @ParameterizedTest
    @ValueSource(strings = {"withdrew", "died", "moved"})
    void endsTheEpisodeAfterAPersonHasConfirmedIt(String event, Walk walk) {
        reported(event, walk)
                .complete("Task_ConfirmPatientEvent", "coordinator", Map.of("eventDecision", "confirmed"))
                .endedAt("EndEvent_EpisodeEnded")
                .ran("endEpisode", 1)
                .ran("reopenEpisode", 0);
    }

    @Test
    void reopensAnEpisodeThatWasEndedByMistake(Walk walk) {
        reported("reported-by-mistake", walk)
                .complete("Task_ConfirmPatientEvent", "coordinator", Map.of("eventDecision", "confirmed"))
                .endedAt("EndEvent_EpisodeReopened")
                .ran("reopenEpisode", 1)
                .ran("endEpisode", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-patient", "not-true", "cannot-be-confirmed"})
    void endsNothingThatAPersonHasNotConfirmed(String decision, Walk walk) {
        reported("died", walk)
                .complete("Task_ConfirmPatientEvent", "coordinator", Map.of("eventDecision", decision))
                .endedAt("EndEvent_ReportPutAside")
                .has("eventDecision", decision)
                .ran("endEpisode", 0)
                .ran("reopenEpisode", 0);
    }

    @Test
    void escalatesAReportThatNobodyConfirms(Walk walk) {
        reported("died", walk).late("Task_ConfirmPatientEvent").late("Task_ConfirmPatientEvent");
    }

    private static Walk reported(String event, Walk walk) {
        return walk.startByForm(
                        "reception",
                        Map.of("reference", "K7QM-2XWD", "patientEvent", event),
                        Map.of("patientId", "patient-1", "site", "north", "serviceLine", "general-practice"))
                .opens("Task_ConfirmPatientEvent", "ConfirmPatientEvent", "care-coordination")
                .has("patientEvent", event);
    }
}

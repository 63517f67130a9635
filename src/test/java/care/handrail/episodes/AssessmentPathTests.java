package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.ENVELOPE;
import static care.handrail.episodes.StagePaths.heldUp;
import static care.handrail.episodes.StagePaths.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(value = "Assessment", stubs = "HoldUp")
class AssessmentPathTests {

    private static final Map<String, Object> GIVEN =
            with(ENVELOPE, "ageBand", "adult", "language", "en", "source", "patient");

    @ParameterizedTest
    @CsvSource({
        "home-care,        north, child,       pl, hospital, nursing",
        "physiotherapy,    north, child,       en, patient,  clinician",
        "physiotherapy,    north, unknown,     en, patient,  clinician",
        "physiotherapy,    south, adult,       pl, patient,  clinician",
        "physiotherapy,    south, adult,       en, patient,  physiotherapy",
        "physiotherapy,    north, older-adult, pl, gp,       physiotherapy",
        "general-practice, north, adult,       en, hospital, nursing",
        "general-practice, north, child,       en, hospital, clinician",
        "general-practice, south, adult,       en, hospital, clinician",
        "mental-health,    north, adult,       en, gp,       clinician"
    })
    void choosesTheQueueByAdministrativeFactsAlone(
            String serviceLine, String site, String ageBand, String language, String source, String queue, Walk walk) {
        walk.start(with(
                        GIVEN,
                        "serviceLine",
                        serviceLine,
                        "site",
                        site,
                        "ageBand",
                        ageBand,
                        "language",
                        language,
                        "source",
                        source,
                        "urgency",
                        "routine"))
                .opens("Task_AssessPatient", "AssessPatient", queue)
                .has("assessmentQueue", queue)
                .ran("recordAssessmentStarted", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"treat", "follow-up", "discharge"})
    void recordsWhatTheClinicianDecided(String outcome, Walk walk) {
        walk.start(GIVEN)
                .opens("Task_AssessPatient", "AssessPatient", "clinician")
                .complete("Task_AssessPatient", "clinician", Map.of("assessmentOutcome", outcome, "urgency", "routine"))
                .endedAt("EndEvent_AssessmentRecorded")
                .has("assessmentOutcome", outcome)
                .has("urgency", "routine");
    }

    @Test
    void handsThePatientToAnotherTeam(Walk walk) {
        walk.start(GIVEN)
                .complete(
                        "Task_AssessPatient",
                        "clinician",
                        Map.of("assessmentOutcome", "another-team", "assessmentQueue", "physiotherapy"))
                .opens("Task_AssessPatient", "AssessPatient", "physiotherapy")
                .complete("Task_AssessPatient", "physio", Map.of("assessmentOutcome", "discharge"))
                .endedAt("EndEvent_AssessmentRecorded");
    }

    @Test
    void assessesAfterAHoldUp(Walk walk) {
        heldUp(walk.start(GIVEN), "Task_AssessPatient", "clinician", "assessmentOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_AssessPatient", "AssessPatient", "clinician");
    }

    @Test
    void closesWithTheReasonThatAPersonChose(Walk walk) {
        heldUp(walk.start(GIVEN), "Task_AssessPatient", "clinician", "assessmentOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "closed-unreachable"))
                .endedAt("EndEvent_ClosedWithReason")
                .has("assessmentOutcome", "closed-unreachable");
    }

    @Test
    void escalatesALateAssessment(Walk walk) {
        walk.start(GIVEN).late("Task_AssessPatient").late("Task_AssessPatient");
    }
}

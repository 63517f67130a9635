package care.handrail.results;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("ResultTelling")
class ResultTellingPathTests {

    private static final Map<String, Object> NOT_REACHED =
            Map.of("resultTelling", "not-reached", "resultTryAt", "2026-11-20");

    @Test
    void endsWhenThePatientWasToldWithTheEvidence(Walk walk) {
        telling(walk)
                .complete("Task_TellResult", "clinician", Map.of("resultTelling", "told", "resultToldWay", "telephone"))
                .has("resultTelling", "told")
                .has("resultToldWay", "telephone")
                .has("resultToldBy", "clinician")
                .has("resultTries", 1L)
                .endedAt("EndEvent_PatientTold")
                .notPassed("Task_DecideUntold");
    }

    @Test
    void triesAgainOnTheDayThatWasNamed(Walk walk) {
        telling(walk)
                .complete("Task_TellResult", "clinician", NOT_REACHED)
                .waitsAt("CatchEvent_NextTryDue")
                .fire("CatchEvent_NextTryDue")
                .opens("Task_TellResult", "TellResult", "clinician");
    }

    @Test
    void asksAClinicianAfterThreeTries(Walk walk) {
        telling(walk)
                .complete("Task_TellResult", "clinician", NOT_REACHED)
                .fire("CatchEvent_NextTryDue")
                .complete("Task_TellResult", "clinician", NOT_REACHED)
                .fire("CatchEvent_NextTryDue")
                .complete("Task_TellResult", "clinician", NOT_REACHED)
                .has("resultTries", 3L)
                .opens("Task_DecideUntold", "DecideUntold", "clinician");
    }

    @Test
    void asksAClinicianAtOnceWhenThePatientCannotBeToldLikeThis(Walk walk) {
        deciding(walk);
    }

    @Test
    void goesOnTryingWhenTheClinicianSaysSo(Walk walk) {
        deciding(walk)
                .complete(
                        "Task_DecideUntold",
                        "clinician2",
                        Map.of("resultTelling", "try-again", "resultTryAt", "2026-11-20"))
                .waitsAt("CatchEvent_NextTryDue")
                .fire("CatchEvent_NextTryDue")
                .opens("Task_TellResult", "TellResult", "clinician");
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed-died", "closed-not-wanted", "closed-others-tell", "closed-unreachable"})
    void endsWithoutTellingOnlyByAClinician(String decision, Walk walk) {
        deciding(walk)
                .complete("Task_DecideUntold", "clinician2", Map.of("resultTelling", decision))
                .has("resultTelling", decision)
                .has("resultToldBy", "clinician2")
                .endedAt("EndEvent_NobodyCanTell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"printed", "sent"})
    void endsWhenALetterWasPosted(String outcome, Walk walk) {
        posting(walk)
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", outcome))
                .has("resultTelling", "letter")
                .endedAt("EndEvent_LetterPosted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "bounced", "refused-consent", "suppressed-stale"})
    void comesBackToTheClinicianWhenALetterWasNotPosted(String outcome, Walk walk) {
        posting(walk)
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", outcome))
                .opens("Task_TellResult", "TellResult", "clinician");
    }

    @Test
    void comesBackToTheClinicianWhenNothingIsHeardOfALetter(Walk walk) {
        posting(walk)
                .waitsFor("CatchEvent_LetterOverdue", Duration.ofDays(7))
                .fire("CatchEvent_LetterOverdue")
                .opens("Task_TellResult", "TellResult", "clinician");
    }

    private static Walk posting(Walk walk) {
        return telling(walk)
                .complete("Task_TellResult", "clinician", Map.of("resultTelling", "letter"))
                .ran("sendResultLetter", 1)
                .waitsAt("Gateway_LetterAwaited");
    }

    @Test
    void isNeverClosedByATimer(Walk walk) {
        telling(walk).late("Task_TellResult").late("Task_TellResult").late("Task_TellResult");
    }

    @Test
    void escalatesADecisionThatIsLate(Walk walk) {
        deciding(walk).late("Task_DecideUntold").late("Task_DecideUntold");
    }

    private static Walk telling(Walk walk) {
        return walk.start(Map.of("patientId", "patient-1", "site", "north", "priority", "routine", "resultTries", 0L))
                .opens("Task_TellResult", "TellResult", "clinician");
    }

    private static Walk deciding(Walk walk) {
        return telling(walk)
                .complete("Task_TellResult", "clinician", Map.of("resultTelling", "ask-clinician"))
                .opens("Task_DecideUntold", "DecideUntold", "clinician");
    }
}

package care.handrail.results;

import care.handrail.pathways.Step;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(
        value = "ResultReview",
        stubs = {"ResultQuarantine", "ResultTelling", "HoldUp"})
class ResultReviewPathTests {

    private static final Map<String, Object> ARRIVED = Map.of(
            "patientId", "result-1",
            "reference", "K7QM-2XWD",
            "site", "north",
            "serviceLine", "general-practice",
            "priority", "at-once",
            "resultCritical", true,
            "resultStatus", "final");

    private static final Step TAKEN_BACK = context -> context.set(ResultVariables.PATIENT_ID, "result-1");
    private static final Step RECORDED = context -> context.set(ResultVariables.PRIORITY, "routine");

    @ParameterizedTest
    @ValueSource(strings = {"no-action", "treat", "repeat-test", "refer", "see-patient", "other"})
    void isDoneOnlyWhenThePatientWasTold(String decision, Walk walk) {
        reviewing(walk)
                .complete("Task_ReviewResult", "clinician", Map.of("resultDecision", decision, "urgency", "urgent"))
                .has("resultDecision", decision)
                .has("resultReviewedBy", "clinician")
                .ran("recordReview", 1)
                .ran("closeResult", 0)
                .calledWith(
                        "ResultTelling",
                        with(filed(), Map.of("priority", "routine", "urgency", "urgent", "resultTries", 0L)))
                .returnFrom(
                        "ResultTelling",
                        Map.of("resultTelling", "told", "resultToldBy", "nurse", "resultToldWay", "telephone"))
                .has("resultTelling", "told")
                .has("resultToldBy", "nurse")
                .has("resultToldWay", "telephone")
                .ran("closeResult", 1)
                .endedAt("EndEvent_ResultClosed")
                .passed(
                        "Task_MatchResult",
                        "Task_FileResult",
                        "Task_ReviewResult",
                        "Task_RecordReview",
                        "Task_CloseResult");
    }

    @Test
    void staysOutOfEveryRecordWhileOrderAndPatientDoNotAgree(Walk walk) {
        quarantined(walk).ran("fileResult", 0);
    }

    @Test
    void isFiledWhenPeopleHaveFoundWhoseItIs(Walk walk) {
        quarantined(walk)
                .returnFrom("ResultQuarantine", Map.of("resultSettlement", "candidate-1"))
                .ran("fileResult", 1)
                .opens("Task_ReviewResult", "ReviewResult", "clinician");
    }

    @Test
    void endsWhenItWasSentBack(Walk walk) {
        quarantined(walk)
                .returnFrom("ResultQuarantine", Map.of("resultSettlement", "send-back"))
                .has("resultSettlement", "send-back")
                .endedAt("EndEvent_ResultSentBack")
                .ran("fileResult", 0);
    }

    @Test
    void isKeptAndNotReviewedWhenANewerVersionIsInTheRecord(Walk walk) {
        arriving(walk, ARRIVED, true, false, false)
                .endedAt("EndEvent_OlderVersionFiled")
                .notPassed("Task_ReviewResult");
    }

    @Test
    void beginsWithTheTellingWhenTheLetterThatClosedItCameBack(Walk walk) {
        var again = with(filed(), Map.of("priority", "routine", "resultTries", 0L, "correspondenceOutcome", "bounced"));
        arriving(walk, again, true, true, true)
                .calledWith("ResultTelling", again)
                .returnFrom("ResultTelling", Map.of("resultTelling", "told", "resultToldBy", "nurse"))
                .ran("closeResult", 1)
                .endedAt("EndEvent_ResultClosed")
                .notPassed("Task_ReviewResult");
    }

    @Test
    void leavesTheRecordAndIsLookedAtAnewWhenItIsNotThePatients(Walk walk) {
        reviewing(walk)
                .complete("Task_ReviewResult", "clinician", Map.of("resultDecision", "wrong-patient"))
                .ran("takeResultBack", 1)
                .has("patientId", "result-1")
                .waitsAt("Return_ResultQuarantine");
    }

    @Test
    void comesBackToTheClinicianAfterAHoldUpWhateverCameOfIt(Walk walk) {
        reviewing(walk)
                .complete(
                        "Task_ReviewResult",
                        "clinician",
                        Map.of("resultDecision", "cannot-go-on", "holdUpReason", "missing-information"))
                .calledWith(
                        "HoldUp",
                        Map.of(
                                "patientId", "patient-1",
                                "reference", "K7QM-2XWD",
                                "site", "north",
                                "serviceLine", "general-practice",
                                "priority", "at-once",
                                "holdUpReason", "missing-information"))
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "closed-no-answer"))
                .has("holdUpOutcome", "closed-no-answer")
                .opens("Task_ReviewResult", "ReviewResult", "clinician")
                .ran("recordReview", 0);
    }

    @Test
    void givesWayToANewerVersionWhileItIsReviewed(Walk walk) {
        reviewing(walk).correlate("ResultSuperseded", Map.of()).waitsAt().passed("EndEvent_VersionReplaced");
    }

    @Test
    void givesWayToANewerVersionWhileThePatientIsToBeTold(Walk walk) {
        reviewing(walk)
                .complete("Task_ReviewResult", "clinician", Map.of("resultDecision", "no-action", "urgency", "routine"))
                .correlate("ResultSuperseded", Map.of())
                .waitsAt()
                .passed("EndEvent_VersionReplaced")
                .ran("closeResult", 0);
    }

    @Test
    void escalatesAReviewThatIsLate(Walk walk) {
        reviewing(walk).late("Task_ReviewResult").late("Task_ReviewResult");
    }

    private static Walk arriving(
            Walk walk, Map<String, Object> begun, boolean agrees, boolean current, boolean reviewed) {
        Step matches = context -> context.set(ResultVariables.RESULT_AGREES, agrees);
        Step files = context -> {
            context.set(ResultVariables.PATIENT_ID, "patient-1");
            context.set(ResultVariables.RESULT_CURRENT, current);
            context.set(ResultVariables.RESULT_REVIEWED, reviewed);
        };
        return walk.where("matchResult", matches)
                .where("fileResult", files)
                .where("takeResultBack", TAKEN_BACK)
                .where("recordReview", RECORDED)
                .start(begun);
    }

    private static Walk reviewing(Walk walk) {
        return arriving(walk, ARRIVED, true, true, false)
                .has("patientId", "patient-1")
                .opens("Task_ReviewResult", "ReviewResult", "clinician");
    }

    private static Walk quarantined(Walk walk) {
        return arriving(walk, ARRIVED, false, true, false).calledWith("ResultQuarantine", ARRIVED);
    }

    private static Map<String, Object> filed() {
        return with(ARRIVED, Map.of("patientId", "patient-1"));
    }

    private static Map<String, Object> with(Map<String, Object> values, Map<String, Object> more) {
        var all = new HashMap<>(values);
        all.putAll(more);
        return all;
    }
}

package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.ENVELOPE;
import static care.handrail.episodes.StagePaths.heldUp;
import static care.handrail.episodes.StagePaths.with;

import care.handrail.testing.EngineClock;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(value = "FollowUp", stubs = "HoldUp")
class FollowUpPathTests {

    @ParameterizedTest
    @ValueSource(strings = {"treat", "discharge"})
    void contactsThePatientOnTheDayThatTheClinicianChose(String outcome, Walk walk) {
        contacting(walk)
                .complete("Task_ContactPatient", "nurse", Map.of("followUpOutcome", outcome))
                .endedAt("EndEvent_FollowUpRecorded")
                .has("followUpOutcome", outcome)
                .ran("recordFollowUpStarted", 1);
    }

    @Test
    void waitsForAnotherDay(Walk walk) {
        contacting(walk)
                .complete(
                        "Task_ContactPatient",
                        "nurse",
                        Map.of("followUpOutcome", "follow-up-again", "followUpDate", "2026-11-30"))
                .waitsAt("CatchEvent_FollowUpDateReached")
                .waitsFor("CatchEvent_FollowUpDateReached", Duration.ofDays(14).minusHours(10))
                .fire("CatchEvent_FollowUpDateReached")
                .waitsAt("Task_ContactPatient");
    }

    @Test
    void contactsThePatientAfterAHoldUp(Walk walk) {
        heldUp(contacting(walk), "Task_ContactPatient", "nurse", "followUpOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"))
                .opens("Task_ContactPatient", "ContactPatient", "nursing");
    }

    @Test
    void closesWithTheReasonThatAPersonChose(Walk walk) {
        heldUp(contacting(walk), "Task_ContactPatient", "nurse", "followUpOutcome")
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "closed-no-answer"))
                .endedAt("EndEvent_ClosedWithReason")
                .has("followUpOutcome", "closed-no-answer");
    }

    @Test
    void escalatesALateContact(Walk walk) {
        contacting(walk).late("Task_ContactPatient").late("Task_ContactPatient");
    }

    private static Walk contacting(Walk walk) {
        var inAWeek = EngineClock.now().plus(Duration.ofDays(7));
        return walk.start(with(ENVELOPE, "assessmentQueue", "nursing", "followUpDate", Date.from(inAWeek)))
                .waitsAt("CatchEvent_FollowUpDateReached")
                .waitsFor("CatchEvent_FollowUpDateReached", Duration.ofDays(7))
                .fire("CatchEvent_FollowUpDateReached")
                .opens("Task_ContactPatient", "ContactPatient", "nursing");
    }
}

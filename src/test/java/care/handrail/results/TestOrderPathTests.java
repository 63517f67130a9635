package care.handrail.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("TestOrder")
class TestOrderPathTests {

    private static final String EXPECTED = "2026-11-23";
    private static final String LATER = "2026-11-30";

    @Test
    void endsWhenTheResultComesInTime(Walk walk) {
        ordered(walk)
                .waitsAt("CatchEvent_ResultExpected")
                .correlate("ResultFiled", Map.of())
                .waitsAt()
                .notPassed("Task_ChaseResult")
                .passed("StartEvent_ResultFiled", "EndEvent_ResultHere");
    }

    @Test
    void waitsUntilTheDayThatTheClinicianNamed(Walk walk) {
        ordered(walk);
        assertDueOn(walk, EXPECTED);
    }

    @Test
    void hasSomebodyAskWhenTheDayHasCome(Walk walk) {
        chasing(walk);
    }

    @Test
    void waitsUntilTheDayThatTheLaboratoryNames(Walk walk) {
        chasing(walk)
                .complete(
                        "Task_ChaseResult",
                        "coordinator",
                        Map.of("orderOutcome", "expected-later", "resultExpectedBy", LATER))
                .ran("expectResult", 1)
                .waitsAt("CatchEvent_ResultExpected");
        assertDueOn(walk, LATER);
    }

    @Test
    void waitsUntilTheDayThatAClinicianChooses(Walk walk) {
        deciding(walk)
                .complete(
                        "Task_DecideOrder",
                        "clinician",
                        Map.of("orderOutcome", "expected-later", "resultExpectedBy", LATER))
                .ran("expectResult", 1)
                .ran("endOrder", 0)
                .waitsAt("CatchEvent_ResultExpected");
        assertDueOn(walk, LATER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-needed", "ordered-anew", "patient-declined", "lost"})
    void stopsToWaitOnlyByAClinician(String outcome, Walk walk) {
        deciding(walk)
                .complete("Task_DecideOrder", "clinician", Map.of("orderOutcome", outcome))
                .ran("endOrder", 1)
                .has("orderOutcome", outcome)
                .endedAt("EndEvent_WaitingEnded");
    }

    @Test
    void stopsToAskWhenTheResultComesAfterAll(Walk walk) {
        chasing(walk).correlate("ResultFiled", Map.of()).waitsAt().passed("EndEvent_ResultHere");
    }

    @Test
    void stopsToDecideWhenTheResultComesAfterAll(Walk walk) {
        deciding(walk).correlate("ResultFiled", Map.of()).waitsAt().passed("EndEvent_ResultHere");
    }

    @Test
    void escalatesAskingThatIsLate(Walk walk) {
        chasing(walk).late("Task_ChaseResult").late("Task_ChaseResult");
    }

    @Test
    void escalatesADecisionThatIsLate(Walk walk) {
        deciding(walk).late("Task_DecideOrder").late("Task_DecideOrder");
    }

    private static Walk ordered(Walk walk) {
        return walk.start(Map.of(
                "patientId",
                "patient-1",
                "site",
                "north",
                "priority",
                "routine",
                "resultExpectedBy",
                Date.from(day(EXPECTED))));
    }

    private static Walk chasing(Walk walk) {
        return ordered(walk)
                .fire("CatchEvent_ResultExpected")
                .opens("Task_ChaseResult", "ChaseResult", "care-coordination");
    }

    private static Walk deciding(Walk walk) {
        return chasing(walk)
                .complete("Task_ChaseResult", "coordinator", Map.of("orderOutcome", "ask-clinician"))
                .opens("Task_DecideOrder", "DecideOrder", "clinician");
    }

    private static void assertDueOn(Walk walk, String day) {
        assertThat(walk.timer("CatchEvent_ResultExpected").getDuedate().toInstant())
                .isCloseTo(day(day), within(Duration.ofHours(12)));
    }

    private static Instant day(String day) {
        return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}

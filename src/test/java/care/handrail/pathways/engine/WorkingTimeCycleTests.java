package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.shared.WorkingCalendar;
import care.handrail.shared.WorkingCalendars;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingTimeCycleTests {

    private final WorkingCalendar calendar = WorkingCalendars.northAndSouth();
    private final WorkingTimeCycle cycle = new WorkingTimeCycle(calendar);

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @ParameterizedTest(name = "asked at {0}: {1}")
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T16:00:00Z", // before it is due
        "2026-11-20T15:59:59Z, 2026-11-20T16:00:00Z",
        "2026-11-20T16:00:00Z, 2026-11-23T10:00:00Z", // fired in time: four working hours later
        "2026-11-20T16:00:01Z, 2026-11-23T10:00:00Z", // fired late: no drift
        "2026-11-22T12:00:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00Z, 2026-11-23T14:00:00Z",
        "2026-11-25T09:00:00Z, 2026-11-25T10:00:00Z", // after an outage: the next of the series, once
    })
    void findsTheNextMomentOfASeriesInWorkingTime(Instant asked, Instant expected) {
        ClockUtil.setCurrentTime(Date.from(asked));
        assertThat(cycle.resolveDuedate("working/north/2026-11-20T16:00:00Z/PT4H", null, 0L))
                .isEqualTo(Date.from(expected));
    }

    @Test
    void findsTheNextMomentOfASeriesInElapsedTime() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-21T03:10:00Z")));
        assertThat(cycle.resolveDuedate("elapsed/2026-11-20T23:00:00Z/PT30M", null, 0L))
                .isEqualTo(Date.from(Instant.parse("2026-11-21T03:30:00Z")));
    }

    @Test
    void keepsAShiftThatAnAdministratorGaveTheSeries() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T16:10:00Z")));
        assertThat(cycle.resolveDuedate(
                        "elapsed/2026-11-20T16:00:00Z/PT1H",
                        null,
                        Duration.ofMinutes(15).toMillis()))
                .isEqualTo(Date.from(Instant.parse("2026-11-20T16:15:00Z")));
    }

    @Test
    void countsTheDefaultSitesTimeWhenASiteHasGone() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T16:00:00Z")));
        assertThat(cycle.resolveDuedate("working/closed-down/2026-11-20T16:00:00Z/PT4H", null, 0L))
                .isEqualTo(Date.from(Instant.parse("2026-11-23T10:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R3/2026-11-20T10:00:00/PT1H", "0 0 12 * * ?"})
    void leavesOrdinaryCyclesToTheEngine(String ordinary) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T11:30:00Z")));
        assertThat(cycle.resolveDuedate(ordinary)).isEqualTo(Date.from(Instant.parse("2026-11-20T12:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"working/north/2026-11-20T16:00:00.123Z/PT4H", "elapsed/2026-11-20T16:00:00Z/PT30M"})
    void readsWhatItWrote(String text) {
        assertThat(FiringSeries.parse(text)).hasToString(text);
        assertThat(text.length())
                .as("fits the column of the engine's job table")
                .isLessThan(255);
    }
}

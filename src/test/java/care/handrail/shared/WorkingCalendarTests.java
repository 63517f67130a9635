package care.handrail.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkingCalendarTests {

    private static final String WEEKDAY = "08:00-12:00, 13:00-17:00";
    private static final Map<String, String> OFFICE_WEEK =
            Map.of("monday", WEEKDAY, "tuesday", WEEKDAY, "wednesday", WEEKDAY, "thursday", WEEKDAY, "friday", WEEKDAY);

    private final Site england = site("england", "Europe/London", HolidayRegion.ENGLAND, OFFICE_WEEK);
    private final Site always = site("always", "Europe/London", HolidayRegion.ENGLAND, everyDay("00:00-24:00"));
    private final WorkingCalendar calendar =
            new WorkingCalendar(Map.of("england", england, "always", always), "england");

    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({
        "2026-11-16T08:00, PT1H, 2026-11-16T09:00", // within a span
        "2026-11-16T11:00, PT2H, 2026-11-16T14:00", // over lunch
        "2026-11-16T13:00, PT4H, 2026-11-16T17:00", // to closing time, not to the next opening
        "2026-11-16T17:00, PT1S, 2026-11-17T08:00:01", // from closing time
        "2026-11-20T16:00, PT2H, 2026-11-23T09:00", // over a weekend
        "2026-11-21T12:00, PT8H, 2026-11-23T17:00", // from a closed day
        "2026-12-24T16:00, PT2H, 2026-12-29T09:00", // Christmas on Friday, Boxing Day's substitute on Monday
        "2027-03-25T16:00, PT2H, 2027-03-30T09:00", // Easter, and the clocks go forward on Sunday
        "2026-10-23T16:00, PT2H, 2026-10-26T09:00", // the clocks go back on Sunday
        "2026-11-21T03:00, PT0S, 2026-11-21T03:00", // nothing to wait for
    })
    void addsWorkingTime(LocalDateTime start, Duration working, LocalDateTime expected) {
        assertThat(calendar.add(england, london(start), working)).isEqualTo(london(expected));
    }

    @ParameterizedTest(name = "{0} to {1} is {2}")
    @CsvSource({
        "2026-11-16T08:00, 2026-11-16T17:00, PT8H",
        "2026-11-20T16:00, 2026-11-23T09:00, PT2H",
        "2026-12-24T16:00, 2026-12-29T09:00, PT2H",
        "2026-11-21T08:00, 2026-11-22T17:00, PT0S",
        "2026-11-16T12:30, 2026-11-16T12:45, PT0S",
        "2026-11-17T09:00, 2026-11-16T09:00, PT0S",
    })
    void measuresWorkingTime(LocalDateTime from, LocalDateTime to, Duration expected) {
        assertThat(calendar.between(england, london(from), london(to))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {2} has {3}")
    @CsvSource({
        "ENGLAND, Europe/London, 2027-03-28, PT23H",
        "ENGLAND, Europe/London, 2027-10-31, PT25H",
        "WALES, Europe/London, 2027-03-28, PT23H",
        "WALES, Europe/London, 2027-10-31, PT25H",
        "SCOTLAND, Europe/London, 2027-03-28, PT23H",
        "SCOTLAND, Europe/London, 2027-10-31, PT25H",
        "NORTHERN_IRELAND, Europe/London, 2027-03-28, PT23H",
        "NORTHERN_IRELAND, Europe/London, 2027-10-31, PT25H",
        "UNITED_STATES, America/New_York, 2027-03-14, PT23H",
        "UNITED_STATES, America/New_York, 2027-11-07, PT25H",
    })
    void countsRealHoursThroughBothClockChanges(HolidayRegion region, String zone, LocalDate day, Duration length) {
        var open = site("open", zone, region, everyDay("00:00-24:00"));
        var from = day.atStartOfDay(open.zone()).toInstant();
        var to = day.plusDays(1).atStartOfDay(open.zone()).toInstant();
        assertThat(calendar.between(open, from, to)).isEqualTo(length);
        assertThat(calendar.add(open, from, length)).isEqualTo(to);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // The last hour of one working day and the first of the next, in the site's own time.
        "ENGLAND, Europe/London, 2027-03-25T16:00, 2027-03-30T09:00", // Good Friday, clock change, Easter Monday
        "WALES, Europe/London, 2027-03-25T16:00, 2027-03-30T09:00",
        "SCOTLAND, Europe/London, 2027-03-25T16:00, 2027-03-29T09:00", // no Easter Monday
        "NORTHERN_IRELAND, Europe/London, 2026-07-10T16:00, 2026-07-14T09:00", // 12 July on a Sunday
        "UNITED_STATES, America/New_York, 2027-12-30T16:00, 2028-01-03T09:00", // New Year's Day kept on 31 December
        "UNITED_STATES, America/New_York, 2027-03-12T16:00, 2027-03-15T09:00", // clock change
        "UNITED_STATES, America/New_York, 2027-11-05T16:00, 2027-11-08T09:00", // clock change back
    })
    void goesFromOneWorkingDayToTheNextInEveryRegion(
            HolidayRegion region, String zone, LocalDateTime from, LocalDateTime to) {
        var office = site("office", zone, region, OFFICE_WEEK);
        var start = from.atZone(office.zone()).toInstant();
        assertThat(calendar.add(office, start, Duration.ofHours(2)))
                .isEqualTo(to.atZone(office.zone()).toInstant());
    }

    @ParameterizedTest
    @EnumSource
    void addingAndMeasuringAgreeAtAnyTimeOfTheYear(HolidayRegion region) {
        var random = new Random(region.ordinal());
        var zone = region == HolidayRegion.UNITED_STATES ? "America/New_York" : "Europe/London";
        var night = site("night", zone, region, everyDay("00:30-01:30, 01:30-02:15, 22:00-24:00"));
        for (var site : Set.of(site("office", zone, region, OFFICE_WEEK), night)) {
            for (int i = 0; i < 2_000; i++) {
                var start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(2 * 365 * 24 * 3600));
                var first = Duration.ofSeconds(1 + random.nextInt(100 * 3600));
                var second = Duration.ofSeconds(1 + random.nextInt(100 * 3600));
                var due = calendar.add(site, start, first);
                assertThat(calendar.between(site, start, due)).isEqualTo(first);
                assertThat(calendar.isOpen(site, due.minusNanos(1))).isTrue();
                assertThat(calendar.add(site, due, second)).isEqualTo(calendar.add(site, start, first.plus(second)));
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-11-16T07:59:59, false",
        "2026-11-16T08:00:00, true",
        "2026-11-16T12:00:00, false",
        "2026-11-16T16:59:59, true",
        "2026-11-16T17:00:00, false",
        "2026-11-21T10:00:00, false",
        "2026-12-28T10:00:00, false",
    })
    void knowsWhetherTheSiteIsOpen(LocalDateTime moment, boolean open) {
        assertThat(calendar.isOpen(england, london(moment))).isEqualTo(open);
    }

    @Test
    void keepsTheDaysClosedThatTheSiteNames() {
        var training = new Site(
                "training",
                "Training",
                ZoneId.of("Europe/London"),
                HolidayRegion.ENGLAND,
                OpeningHours.parse("training", OFFICE_WEEK),
                Set.of(LocalDate.of(2026, 11, 17)));
        assertThat(calendar.add(training, london(LocalDateTime.of(2026, 11, 16, 16, 0)), Duration.ofHours(2)))
                .isEqualTo(london(LocalDateTime.of(2026, 11, 18, 9, 0)));
    }

    @Test
    void takesTheDefaultSiteForOneThatIsNotNamedOrNotKnown() {
        assertThat(calendar.site("always")).isSameAs(always);
        assertThat(calendar.site(null)).isSameAs(england);
        assertThat(calendar.site("closed-down")).isSameAs(england);
    }

    @Test
    void refusesToCountBackwards() {
        assertThatThrownBy(() -> calendar.add(england, Instant.EPOCH, Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backwards");
    }

    private static Map<String, String> everyDay(String hours) {
        var week = new HashMap<String, String>();
        for (var day : DayOfWeek.values()) {
            week.put(day.name(), hours);
        }
        return week;
    }

    private static Site site(String code, String zone, HolidayRegion region, Map<String, String> hours) {
        return new Site(code, code, ZoneId.of(zone), region, OpeningHours.parse(code, hours), Set.of());
    }

    private static Instant london(LocalDateTime time) {
        return time.atZone(ZoneId.of("Europe/London")).toInstant();
    }
}

package care.handrail.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dates are those of gov.uk/bank-holidays and opm.gov (Columbus Day, which many states do not keep, left out). */
class HolidayRegionTests {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ENGLAND, 2025, 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        "ENGLAND, 2026, 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        "ENGLAND, 2027, 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        "WALES, 2026, 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        "WALES, 2027, 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        "SCOTLAND, 2026, 01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
        "SCOTLAND, 2027, 01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
        "NORTHERN_IRELAND, 2026, 01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
        "NORTHERN_IRELAND, 2027, 01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28",
        "UNITED_STATES, 2026, 01-01 01-19 02-16 05-25 06-19 07-03 09-07 11-11 11-26 12-25",
        "UNITED_STATES, 2027, 01-01 01-18 02-15 05-31 06-18 07-05 09-06 11-11 11-25 12-24 12-31"
    })
    void keepsThePublishedHolidaysSubstituteDaysIncluded(HolidayRegion region, int year, String expected) {
        assertThat(holidaysOnWeekdays(region, Year.of(year)))
                .containsExactlyElementsOf(Arrays.stream(expected.split(" "))
                        .map(day -> MonthDay.parse("--" + day))
                        .toList());
    }

    @Test
    void keepsTheHolidayItselfAsWellAsItsSubstituteDay() {
        var christmasOnASaturday = LocalDate.of(2027, 12, 25);
        assertThat(HolidayRegion.ENGLAND.isHoliday(christmasOnASaturday)).isTrue();
        assertThat(HolidayRegion.ENGLAND.isHoliday(christmasOnASaturday.plusDays(2)))
                .isTrue();
    }

    @Test
    void keepsWhatIsAHolidayElsewhereAsAWorkingDay() {
        assertThat(HolidayRegion.SCOTLAND.isHoliday(LocalDate.of(2026, 4, 6))).isFalse();
        assertThat(HolidayRegion.ENGLAND.isHoliday(LocalDate.of(2026, 11, 30))).isFalse();
    }

    private static List<MonthDay> holidaysOnWeekdays(HolidayRegion region, Year year) {
        return year.atDay(1)
                .datesUntil(year.plusYears(1).atDay(1))
                .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .filter(region::isHoliday)
                .map(MonthDay::from)
                .toList();
    }
}

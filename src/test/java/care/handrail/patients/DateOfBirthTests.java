package care.handrail.patients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateOfBirthTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01", "2026-11-20", "1984-02-29", " 1984-02-29 "})
    void acceptsADayBetween1900AndToday(String text) {
        assertThat(DateOfBirth.problem(text, TODAY)).isEmpty();
        assertThat(DateOfBirth.parse(text, TODAY)).hasValue(LocalDate.parse(text.strip()));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, in the future",
        "1899-12-31, before 1900",
        "1937-12-33, not a day of the calendar",
        "1983-02-29, not a day of the calendar",
        "1900-02-29, not a day of the calendar",
        "84-02-29, not a day of the calendar",
        "0084-02-29, before 1900",
        "1984-2-29, not a day of the calendar",
        "29/02/1984, not a day of the calendar",
        "+12345-01-01, in the future",
        "yesterday, not a day of the calendar"
    })
    void refusesWithASentenceThatSaysWhy(String text, String why) {
        assertThat(DateOfBirth.problem(text, TODAY)).get().asString().contains(why);
        assertThat(DateOfBirth.parse(text, TODAY)).isEmpty();
    }
}

package care.handrail.patients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeBandTests {

    /** In England and Wales who is born on 29 February comes of age on 1 March. */
    @ParameterizedTest
    @CsvSource({"2026-02-28, CHILD", "2026-03-01, ADULT", "2073-02-28, ADULT", "2073-03-01, OLDER_ADULT"})
    void whoIsBornOnALeapDayGrowsOlderOnTheFirstOfMarch(LocalDate today, AgeBand band) {
        assertThat(AgeBand.of(LocalDate.of(2008, 2, 29), today)).isEqualTo(band);
    }
}

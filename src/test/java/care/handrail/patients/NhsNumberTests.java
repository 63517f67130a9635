package care.handrail.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NhsNumberTests {

    @ParameterizedTest
    @ValueSource(strings = {"9990000018", "999 000 0018", "999-000-0018", " 999\u00A0000\u00A00018 "})
    void readsANumberAsPeopleWriteIt(String text) {
        assertThat(NhsNumber.of(text)).hasValue(new NhsNumber("9990000018"));
    }

    @Test
    void takesElevenAsZero() {
        assertThat(NhsNumber.of("9990000050")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9990000019", "9990000081", "9990000000"})
    void refusesAWrongCheckDigitWithASentence(String text) {
        assertThat(NhsNumber.problem(text)).get().asString().contains("check digit");
        assertThat(NhsNumber.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000", "000 000 0000", "9999999999"})
    void refusesWhatStandsForAnUnknownNumberThoughItsCheckDigitFits(String text) {
        assertThat(NhsNumber.problem(text)).get().asString().contains("leave the field empty");
        assertThat(NhsNumber.of(text)).isEmpty();
        assertThatThrownBy(() -> new NhsNumber("9999999999")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverAcceptsANumberWhoseCheckDigitWouldBeTen() {
        var stems = java.util.stream.IntStream.range(0, 1000)
                .mapToObj(i -> "999000%03d".formatted(i))
                .filter(stem -> java.util.stream.IntStream.range(0, 10)
                        .noneMatch(digit -> NhsNumber.of(stem + digit).isPresent()));
        assertThat(stems.count())
                .as("about one stem in eleven has no check digit")
                .isBetween(80L, 100L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999000001", "99900000180", "ABC", "", "٩٩٩٠٠٠٠٠١٨"})
    void refusesWhatIsNotTenDigits(String text) {
        assertThat(NhsNumber.problem(text)).get().asString().contains("10 digits");
    }

    @Test
    void cannotBeMadeWithAWrongChecksum() {
        assertThatThrownBy(() -> new NhsNumber("9990000019")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheNumberOutOfLogs() {
        var number = new NhsNumber("9990000018");
        assertThat(number).hasToString("NhsNumber");
        assertThat(number.spaced()).isEqualTo("999 000 0018");
    }
}

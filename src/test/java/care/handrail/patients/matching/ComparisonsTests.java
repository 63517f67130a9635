package care.handrail.patients.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonsTests {

    @ParameterizedTest
    @CsvSource({
        "O'Brien, obrien, EXACT",
        "MacDonald, Mac Donald, EXACT",
        "Łoś, los, EXACT",
        "Müller, MULLER, EXACT",
        "حسن, حسن, EXACT",
        "مُحَمَّد, محمد, EXACT",
        "राम, रमा, DIFFERENT",
        "Noëlle, Noe\u0308lle, EXACT",
        "OʼBrien, O’Brien, EXACT",
        "O, O, EXACT",
        "Thompson, Thomson, CLOSE",
        "Smith, Simth, CLOSE",
        "Hughes-Clarke, Clarke, CLOSE",
        "Smith, Smyth, CLOSE",
        "Knight, Nite, SIMILAR",
        "Patel, Okafor, DIFFERENT"
    })
    void surnames(String one, String other, Agreement expected) {
        expect("surname", MatchField.SURNAME, one, other, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "William, Bill, CLOSE",
        "Mohammed, Muhamad, CLOSE",
        "Mary Anne, Mary, CLOSE",
        "Elżbieta, Elizabeth, CLOSE",
        "J, Jonathan, SIMILAR",
        "J, Michael, DIFFERENT",
        "Jane, James, SIMILAR",
        "Priya, Harpreet, DIFFERENT"
    })
    void givenNames(String one, String other, Agreement expected) {
        expect("givenName", MatchField.GIVEN_NAME, one, other, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1984-02-29, 1984-02-29, EXACT",
        "1984-02-29, 19840229, EXACT",
        "1984-02-29, 1984-02-28, CLOSE",
        "1984-02-29, 1948-02-29, CLOSE",
        "1984-02-03, 1984-03-02, CLOSE",
        "1937-12-13, 19371233, CLOSE",
        "1985-01-01, 1985-01-01, CLOSE",
        "1984-02-29, 1984-02-17, SIMILAR",
        "1984-02-29, 1996-02-29, SIMILAR",
        "1984-02-29, 1996-07-11, DIFFERENT"
    })
    void datesOfBirth(String one, String other, Agreement expected) {
        expect("dateOfBirth", MatchField.DATE_OF_BIRTH, one, other, expected);
    }

    @ParameterizedTest
    @CsvSource({"999 000 0018, 9990000018, EXACT", "9990000018, 9990000081, CLOSE", "9990000018, 9990000026, DIFFERENT"
    })
    void nhsNumbers(String one, String other, Agreement expected) {
        expect("nhsNumber", MatchField.NHS_NUMBER, one, other, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "+44 (0)7700 900123, 07700 900123, EXACT",
        "0044 7700 900123, 07700900123, EXACT",
        "+447700900123, 07700 900 123, EXACT",
        "07700 900123, 07700 900132, CLOSE",
        "07700 900123, 07700 900987, DIFFERENT",
        "999, 998, DIFFERENT"
    })
    void telephones(String one, String other, Agreement expected) {
        expect("phone", MatchField.PHONE, one, other, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "zz1 1aa, ZZ11AA, EXACT",
        "ZZ1 1AA, ZZ1 1AB, CLOSE",
        "ZZ1 1AA, ZZ1 7QX, SIMILAR",
        "ZZ1 1AA, ZZ9 7QX, DIFFERENT",
        "2776, 2767, CLOSE",
        "2776, 4011, DIFFERENT"
    })
    void postcodes(String one, String other, Agreement expected) {
        expect("postcode", MatchField.POSTCODE, one, other, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "12 High Street, '12, High street', EXACT",
        "Flat 3 12 High Street, 12 High Street, CLOSE",
        "12 High Street, 12 Hihg Street, EXACT",
        "12 High Street, 14 High Street, SIMILAR",
        "12 High Street, 5 Mill Lane, DIFFERENT"
    })
    void addresses(String one, String other, Agreement expected) {
        expect("addressLine1", MatchField.ADDRESS, one, other, expected);
    }

    private static void expect(String key, MatchField field, String one, String other, Agreement expected) {
        var left = Demographics.of(Map.of(key, one)).value(field).orElseThrow();
        var right = Demographics.of(Map.of(key, other)).value(field).orElseThrow();
        assertThat(Comparisons.compare(field, left, right)).isEqualTo(expected);
        assertThat(Comparisons.compare(field, right, left))
                .as("the other way round")
                .isEqualTo(expected);
    }
}

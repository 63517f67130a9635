package care.handrail.records.store;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.records.SearchKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTermsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07700 900123",
                "07700-900-123",
                "+44 7700 900123",
                "+44 (0)7700 900123",
                "0044 7700 900123",
                "(07700) 900123 ext. 12",
                "07700900123#4",
                "٠٧٧٠٠٩٠٠١٢٣"
            })
    void aTelephoneNumberIsTheSameHoweverItIsDialled(String written) {
        assertThat(of(SearchKind.PHONE, "phone", written)).containsExactly("700900123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "none", "ext 123456789", "–"})
    void isNotATelephoneNumber(String written) {
        assertThat(of(SearchKind.PHONE, "phone", written)).isEmpty();
    }

    @Test
    void keepsAShortLocalNumberAsItIs() {
        assertThat(of(SearchKind.PHONE, "phone", "496 0123")).containsExactly("4960123");
    }

    @ParameterizedTest
    @CsvSource({"999 123 4560,9991234560", "999-123-4560,9991234560", "999123456,", "99912345600,", "'',"})
    void anNhsNumberHasTenDigits(String written, String normalised) {
        assertThat(of(SearchKind.NHS_NUMBER, "nhsNumber", written))
                .isEqualTo(normalised == null ? Set.of() : Set.of(normalised));
    }

    @ParameterizedTest
    @CsvSource({"Ann@Example.ORG,ann@example.org", "' ann@example.org ',ann@example.org", "nobody,", "@example.org,"})
    void anAddressIsTheSameInCapitals(String written, String normalised) {
        assertThat(of(SearchKind.EMAIL, "email", written))
                .isEqualTo(normalised == null ? Set.of() : Set.of(normalised));
    }

    @ParameterizedTest
    @CsvSource({"1984-02-29,1984-02-29", "1985-02-29,", "29/02/1984,", "'',"})
    void aDateOfBirthIsADayOfTheCalendar(String written, String normalised) {
        assertThat(of(SearchKind.DATE_OF_BIRTH, "dateOfBirth", written))
                .isEqualTo(normalised == null ? Set.of() : Set.of(normalised));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LS1 4AP", "ls14ap", " Ls1-4aP "})
    void aPostcodeIsTheSameWithoutSpaces(String written) {
        assertThat(of(SearchKind.POSTCODE, "postcode", written)).containsExactly("ls14ap");
    }

    @ParameterizedTest
    @CsvSource({
        "Smith,Smyth",
        "O'Brien,Obrian",
        "Nuñez,Nunez",
        "Müller,Muller",
        "McDonald,MacDonald",
        "Łukasz,Lukas",
        "Smith-Jones,Jones",
        "Smith-Jones,Smith",
        "de la Cruz,DelaCruz",
        "Catherine,Katherine",
        "Nguyễn,Nguyen",
        "SCHMIDT,schmid",
        "Großmann,Grossman"
    })
    void soundsAlike(String one, String other) {
        assertThat(of(SearchKind.SURNAME, "surname", one))
                .containsAnyElementsOf(of(SearchKind.SURNAME, "surname", other));
    }

    @ParameterizedTest
    @CsvSource({"Smith,Jones", "Khan,Patel", "van Dyck,van Rijn", "O'Brien,O'Neill", "王,李", "محمد,علي"})
    void soundsDifferent(String one, String other) {
        assertThat(of(SearchKind.SURNAME, "surname", one))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(of(SearchKind.SURNAME, "surname", other));
    }

    @Test
    void aNameInAnotherScriptIsComparedAsItIsWritten() {
        assertThat(of(SearchKind.SURNAME, "surname", "Иванов")).containsExactly("иванов");
    }

    @Test
    void aNameIsTheSoundOfOneAndTheInitialOfTheOther() {
        assertThat(terms(Map.of("surname", "Smith", "givenName", "Élodie"), SearchKind.NAME))
                .containsExactlyInAnyOrder("SM0|e|", "SM0|e|?", "XMT|e|", "XMT|e|?", "ALT|s|", "ALT|s|?");
        assertThat(terms(Map.of("surname", "Smith", "givenName", "7"), SearchKind.NAME))
                .containsExactlyInAnyOrder("SM0|?|", "SM0|?|?", "XMT|?|", "XMT|?|?");
        assertThat(terms(Map.of("givenName", "Ann"), SearchKind.NAME)).containsExactly("AN|?|", "AN|?|?");
        assertThat(terms(Map.of(), SearchKind.NAME)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1984-02-28,true",
        "1994-02-29,true",
        "1984-11-30,true",
        "1993-12-29,false",
        "'',true",
        "29/02/1984,true"
    })
    void aNameIsLookedForWithTheYearOrTheDayOfBirthUnlessOneLacksIt(String born, boolean found) {
        var one = Map.of("surname", "Smith", "givenName", "Ann", "dateOfBirth", "1984-02-29");
        var other = Map.of("surname", "Smyth", "givenName", "Anita", "dateOfBirth", born);

        assertThat(shareAName(one, other)).isEqualTo(found);
        assertThat(shareAName(other, one)).isEqualTo(found);
    }

    /** Who is registered has both names; whoever is there already may lack one. */
    @Test
    void aNameIsFoundExchangedOrInPart() {
        var ann = Map.of("surname", "Smith", "givenName", "Ann", "dateOfBirth", "1984-02-29");
        for (var there : List.of(
                Map.of("surname", "Ann", "givenName", "Smith", "dateOfBirth", "1984-02-28"),
                Map.of("surname", "Smith", "dateOfBirth", "1984-02-28"),
                Map.of("givenName", "Ann"))) {
            assertThat(shareAName(ann, there)).isTrue();
        }
    }

    private static boolean shareAName(Map<String, String> asks, Map<String, String> there) {
        return SearchTerms.wanted(asks).stream()
                .filter(term -> term.kind() == SearchKind.NAME)
                .anyMatch(SearchTerms.of(there)::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "🦵", "'", "--"})
    void nothingComesOfASurnameWithoutLetters(String written) {
        assertThat(of(SearchKind.SURNAME, "surname", written)).isEmpty();
    }

    @Test
    void saysNothingOfTheValueInALog() {
        assertThat(SearchTerms.of(Map.of("surname", "Smith", "phone", "07700900123"))
                        .toString())
                .contains("PHONE")
                .doesNotContain("700900123", "SM0");
    }

    private static Set<String> of(SearchKind kind, String key, String value) {
        return terms(Map.of(key, value), kind);
    }

    private static Set<String> terms(Map<String, String> values, SearchKind kind) {
        return SearchTerms.of(values).stream()
                .filter(term -> term.kind() == kind)
                .map(SearchTerms.Term::normalised)
                .collect(Collectors.toSet());
    }
}

package care.handrail.patients.matching;

import static care.handrail.patients.matching.MatchScore.Grade.NONE;
import static care.handrail.patients.matching.MatchScore.Grade.POSSIBLE;
import static care.handrail.patients.matching.MatchScore.Grade.PROBABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MatchModelTests {

    private static final Map<String, String> ANNA = Map.of(
            "givenName", "Anna",
            "surname", "Whitby",
            "dateOfBirth", "1984-05-17",
            "nhsNumber", "9990000018",
            "phone", "07700 900123",
            "email", "anna@example.org",
            "addressLine1", "12 High Street",
            "postcode", "ZZ1 1AA");

    private final MatchModel model = MatchModel.shipped();

    @Test
    void callsTheSamePersonProbable() {
        assertThat(score(ANNA, ANNA).grade()).isEqualTo(PROBABLE);
    }

    @Test
    void isTheSameBothWays() {
        var other = with(ANNA, Map.of("surname", "Whitbey", "phone", "07700 900999"));
        assertThat(score(ANNA, other).bits()).isEqualTo(score(other, ANNA).bits());
    }

    @Test
    void leavesMissingValuesOutOfTheScore() {
        var nameAndBirth = only(ANNA, "givenName", "surname", "dateOfBirth");
        assertThat(score(nameAndBirth, ANNA)).isEqualTo(score(nameAndBirth, nameAndBirth));
        assertThat(score(nameAndBirth, with(ANNA, Map.of("phone", " "))).bits())
                .isEqualTo(score(nameAndBirth, ANNA).bits());
        assertThat(score(Map.of(), ANNA).grade()).isEqualTo(NONE);
    }

    @Test
    void takesAHyphenForANameThatThePersonDoesNotHave() {
        var suharto = with(ANNA, Map.of("givenName", "-"));
        assertThat(score(suharto, suharto).agreements()).doesNotContainKey(MatchField.GIVEN_NAME);
        assertThat(score(suharto, ANNA)).isEqualTo(score(with(ANNA, Map.of("givenName", "")), ANNA));
    }

    @Test
    void seesThroughExchangedNames() {
        var exchanged = with(ANNA, Map.of("givenName", "Whitby", "surname", "Anna"));
        var score = score(ANNA, exchanged);
        assertThat(score.grade()).isEqualTo(PROBABLE);
        assertThat(score.namesExchanged()).isTrue();
        assertThat(score.bits()).isLessThan(score(ANNA, ANNA).bits());
    }

    @Test
    void findsThoseWhoMarriedAndMoved() {
        var later = with(
                ANNA,
                Map.of(
                        "surname",
                        "Okafor",
                        "addressLine1",
                        "3 Mill Lane",
                        "postcode",
                        "ZZ9 9ZZ",
                        "phone",
                        "01632 960000"));
        assertThat(score(ANNA, later).grade()).isEqualTo(PROBABLE);
    }

    @Test
    void doesNotProposeRelativesOfOneHousehold() {
        var sister =
                with(ANNA, Map.of("givenName", "Beatrice", "dateOfBirth", "1987-11-02", "nhsNumber", "9990000026"));
        assertThat(score(ANNA, sister).grade()).isEqualTo(NONE);
        var father = with(
                only(ANNA, "surname", "phone", "addressLine1", "postcode"),
                Map.of("givenName", "George", "dateOfBirth", "1951-03-30"));
        var son = with(father, Map.of("dateOfBirth", "1988-09-12"));
        assertThat(score(father, son).grade())
                .as("same name, same home, other birthday")
                .isNotEqualTo(PROBABLE);
    }

    @Test
    void neverCallsTwinsProbable() {
        var twin = with(ANNA, Map.of("givenName", "Beatrice", "nhsNumber", "9990000026"));
        assertThat(score(ANNA, twin).grade()).isNotEqualTo(PROBABLE);
        var unnumbered = with(only(ANNA, "surname", "dateOfBirth", "phone", "addressLine1", "postcode"), Map.of());
        assertThat(score(
                                with(unnumbered, Map.of("givenName", "Anna")),
                                with(unnumbered, Map.of("givenName", "Beatrice")))
                        .grade())
                .isNotEqualTo(PROBABLE);
    }

    @Test
    void doesNotTakeACommonBirthdayOrPostcodeForAPerson() {
        assertThat(score(ANNA, only(ANNA, "dateOfBirth")).grade()).isNotEqualTo(PROBABLE);
        assertThat(score(ANNA, only(ANNA, "postcode")).grade()).isEqualTo(NONE);
        assertThat(score(ANNA, only(ANNA, "surname")).grade()).isEqualTo(NONE);
    }

    @Test
    void asksAPersonWhenOnlyTheNhsNumberAgrees() {
        var stranger = Map.of("givenName", "Oluwaseun", "surname", "Adeyemi", "dateOfBirth", "1950-08-08");
        assertThat(score(ANNA, with(stranger, Map.of("nhsNumber", "9990000018")))
                        .grade())
                .isNotEqualTo(PROBABLE);
        assertThat(score(ANNA, with(stranger, Map.of("nhsNumber", "9990000018")))
                        .bits())
                .isGreaterThan(score(ANNA, stranger).bits() + 10);
    }

    @Test
    void weighsLessWhereLessAgrees() {
        var exact = score(ANNA, ANNA).bits();
        var close = score(ANNA, with(ANNA, Map.of("surname", "Whitbey"))).bits();
        var similar = score(ANNA, with(ANNA, Map.of("surname", "Wytebie"))).bits();
        var different = score(ANNA, with(ANNA, Map.of("surname", "Okafor"))).bits();
        assertThat(similar).isLessThan(close).isGreaterThan(different);
        assertThat(exact).isGreaterThan(different);
    }

    @Test
    void saysInWhichFieldsTheyAgree() {
        var score = score(ANNA, with(ANNA, Map.of("givenName", "Annie", "phone", "01632 960000")));
        assertThat(score.agreements())
                .containsEntry(MatchField.SURNAME, Agreement.EXACT)
                .containsEntry(MatchField.GIVEN_NAME, Agreement.CLOSE)
                .containsEntry(MatchField.PHONE, Agreement.DIFFERENT)
                .doesNotContainKey(MatchField.LOCAL_IDENTIFIER);
        assertThat(score.grade()).isIn(POSSIBLE, PROBABLE);
    }

    @Test
    void keepsPersonalDataOutOfLogs() {
        assertThat(Demographics.of(ANNA).toString()).doesNotContainIgnoringCase("whitby");
        assertThat(score(ANNA, ANNA).toString()).doesNotContainIgnoringCase("whitby");
    }

    @Test
    void refusesAModelWhoseSharesDoNotAddUp() throws IOException {
        var shipped = new String(
                Objects.requireNonNull(MatchModel.class.getResourceAsStream("/patients/duplicate-model.yaml"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(shipped.replace("exact: {m: 0.95,", "exact: {m: 0.85,")))
                .hasMessageContaining("nhsNumber");
        assertThatThrownBy(() -> read(shipped.replace("  phone:", "  telephone:")))
                .hasMessageContaining("phone");
    }

    private static MatchModel read(String yaml) throws IOException {
        return MatchModel.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private MatchScore score(Map<String, String> one, Map<String, String> other) {
        return model.score(Demographics.of(one), Demographics.of(other));
    }

    private static Map<String, String> with(Map<String, String> person, Map<String, String> changes) {
        var changed = new HashMap<>(person);
        changed.putAll(changes);
        return changed;
    }

    private static Map<String, String> only(Map<String, String> person, String... keys) {
        var kept = new HashMap<>(person);
        kept.keySet().retainAll(java.util.Set.of(keys));
        return kept;
    }
}

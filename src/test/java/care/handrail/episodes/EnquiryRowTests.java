package care.handrail.episodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnquiryRowTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private final Map<String, String> cells = new HashMap<>(Map.of(
            "sourceReference", "rec-1",
            "givenName", "Amélie",
            "surname", "O’Brien 🌷",
            "dateOfBirth", "1984-02-29",
            "postcode", "4011"));

    @Test
    void aRowWithAllThatIsNeededIsACompleteEnquiry() {
        var row = row();

        assertThat(row.reason()).isEmpty();
        assertThat(row.problems()).isEmpty();
        assertThat(row.form())
                .containsOnly(
                        entry("sourceReference", "rec-1"),
                        entry("givenName", "Amélie"),
                        entry("surname", "O’Brien 🌷"),
                        entry("dateOfBirth", "1984-02-29"),
                        entry("postcode", "4011"),
                        entry("source", "import"),
                        entry("site", "north"),
                        entry("serviceLine", "general-practice"));
    }

    @ParameterizedTest
    @CsvSource({
        "surname,missing-surname",
        "givenName,missing-given-name",
        "dateOfBirth,missing-date-of-birth",
        "postcode,missing-contact"
    })
    void whatIsMissingHoldsTheRow(String column, String reason) {
        cells.remove(column);

        assertThat(row().reason()).contains(reason);
        assertThat(row().problems())
                .hasSize(1)
                .allSatisfy((field, sentence) ->
                        assertThat(sentence).startsWith("Give ").endsWith("."));
        assertThat(row().form())
                .containsEntry("enquiryState", "incomplete")
                .containsEntry("incompleteReason", reason)
                .doesNotContainKey("givenAsTyped");
    }

    @ParameterizedTest
    @CsvSource({
        "dateOfBirth,19371233,impossible-date",
        "dateOfBirth,1937-12-33,impossible-date",
        "dateOfBirth,1899-12-31,impossible-date",
        "dateOfBirth,2026-11-21,impossible-date",
        "dateOfBirth,84-02-29,impossible-date",
        "dateOfBirth,1983-02-29,impossible-date",
        "dateOfBirth,29/02/1984,impossible-date",
        "dateOfBirth,٢٩-٠٢-١٩٨٤,impossible-date",
        "nhsNumber,9990000000,invalid-nhs-number",
        "nhsNumber,0000000000,invalid-nhs-number",
        "nhsNumber,unknown,invalid-nhs-number",
        "pathway,GoldPathway,unreadable-value"
    })
    void whatCannotBeReadHoldsTheRowAndIsKeptAsTyped(String column, String typed, String reason) {
        cells.put(column, typed);

        assertThat(row().reason()).contains(reason);
        assertThat(row().problems())
                .containsOnlyKeys(column)
                .extractingByKey(column, STRING)
                .endsWith(".");
        assertThat(row().form())
                .containsEntry("givenAsTyped", column + ": " + typed)
                .doesNotContainKey(column);
    }

    @Test
    void theReasonIsWhatIsMostInTheWay() {
        cells.remove("surname");
        cells.remove("postcode");
        cells.put("dateOfBirth", "31/12/1937");

        assertThat(row().reason()).contains("missing-surname");
        assertThat(row().form()).containsEntry("givenAsTyped", "dateOfBirth: 31/12/1937");
    }

    @Test
    void whatTheFormRefusesIsPutAside() {
        cells.put("phone", "ask the daughter");
        cells.put("language", "elvish");
        var row = row();

        assertThat(row.putAside(Map.of("phone", "Not a telephone number.", "language", "Not one of the languages.")))
                .isTrue();

        assertThat(row.reason()).contains("unreadable-value");
        assertThat(row.problems())
                .containsOnly(
                        entry("phone", "Not a telephone number."), entry("language", "Not one of the languages."));
        assertThat((String) row.form().get("givenAsTyped"))
                .contains("phone: ask the daughter")
                .contains("language: elvish");
    }

    @Test
    void anUnreadableWayToReachThePersonIsNotMissing() {
        cells.remove("postcode");
        cells.put("phone", "ask the daughter");
        var row = row();

        row.putAside(Map.of("phone", "Not a telephone number."));

        assertThat(row.reason()).contains("unreadable-value");
    }

    @Test
    void aRowIsRefusedWhenItCannotBeToldFromAnother() {
        assertThat(row().putAside(Map.of("sourceReference", "Not a reference.")))
                .isFalse();
    }

    @Test
    void aRowIsRefusedWhenNothingIsLeftToPutAside() {
        var row = row();
        assertThat(row.putAside(Map.of("postcode", "Too long."))).isTrue();
        assertThat(row.putAside(Map.of("postcode", "Too long."))).isFalse();
        assertThat(row.putAside(Map.of("givenAsTyped", "Too long."))).isFalse();
        assertThat(row.putAside(Map.of())).isFalse();
    }

    @Test
    void thePathwaySaysTheUsualServiceLine() {
        cells.put("pathway", "PhysiotherapyPathway");

        assertThat(row().pathway()).isEqualTo(Pathway.PHYSIOTHERAPY);
        assertThat(row().form()).containsEntry("serviceLine", "physiotherapy").doesNotContainKey("pathway");
    }

    private EnquiryRow row() {
        return new EnquiryRow(cells, TODAY);
    }
}

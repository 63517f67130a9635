package care.handrail.episodes.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class EnquiryFileTests {

    private static final String HEADER = "sourceReference,givenName,surname,dateOfBirth\r\n";

    private record Row(long number, @Nullable Map<String, String> values) {}

    @Test
    void givesEachRowByColumn() {
        assertThat(read("surname,givenName,dateOfBirth,sourceReference,phone\nWaller,,1908-12-09,rec-1,\n"))
                .containsExactly(new Row(
                        2, Map.of("surname", "Waller", "dateOfBirth", "1908-12-09", "sourceReference", "rec-1")));
    }

    @Test
    void keepsEveryCharacterOfAName() {
        assertThat(read(HEADER + "a,\"Zoë \"\"Zo\"\"\",محمد‏,2001-01-01\r\nb,👩🏽‍⚕️,בן־דוד,\r\n"))
                .extracting(Row::values)
                .containsExactly(
                        Map.of(
                                "sourceReference",
                                "a",
                                "givenName",
                                "Zoë \"Zo\"",
                                "surname",
                                "محمد‏",
                                "dateOfBirth",
                                "2001-01-01"),
                        Map.of("sourceReference", "b", "givenName", "👩🏽‍⚕️", "surname", "בן־דוד"));
    }

    @Test
    void passesOverAByteOrderMark() {
        assertThat(read("\uFEFF" + HEADER + "a,b,c,\r\n")).hasSize(1);
    }

    @Test
    void readsLineBreaksAndCommasInQuotes() {
        assertThat(read("enquiryText," + HEADER + "\"first, then\nsecond\",a,b,c,\nx,d,e,f,\n"))
                .extracting(Row::number)
                .containsExactly(2L, 3L);
        assertThat(read("enquiryText," + HEADER + "\"first, then\nsecond\",a,b,c,\n"))
                .first()
                .satisfies(row -> assertThat(row.values()).containsEntry("enquiryText", "first, then\nsecond"));
    }

    @Test
    void countsRowsAsASpreadsheetDoes() {
        assertThat(read(HEADER + "a,b,c,\r\nd,e,f,\r\n"))
                .extracting(Row::number)
                .containsExactly(2L, 3L);
    }

    @Test
    void passesOverEmptyRowsAndCountsThem() {
        assertThat(read("\n" + HEADER + ",,,\r\na,b,c,\r\n\r\nd,e,f,\r\n , ,,\r\n"))
                .extracting(Row::number)
                .containsExactly(4L, 6L);
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void readsWhatSpreadsheetsWriteInPlaceOfTheComma(String separator) {
        var file = "sourceReference,givenName,surname,dateOfBirth\na,\"Ann, Mary\",\"L;e\te\",\n";

        assertThat(read(file.replace("e,", "e" + separator)
                        .replace("a,", "a" + separator)
                        .replace("\",", "\"" + separator)))
                .containsExactly(
                        new Row(2, Map.of("sourceReference", "a", "givenName", "Ann, Mary", "surname", "L;e\te")));
    }

    @Test
    void handsOnTenThousandRowsInTheirOrder() {
        var file = new StringBuilder(HEADER);
        for (int i = 0; i < 10_000; i++) {
            file.append("rec-").append(i).append(",Ann,Lee,1984-02-29\r\n");
        }
        assertThat(read(file.toString()))
                .extracting(row -> Objects.requireNonNull(row.values()).get("sourceReference"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 10_000).mapToObj(i -> "rec-" + i).toList());
    }

    @Test
    void givesNoValuesOfARowThatDoesNotFitTheHeader() {
        assertThat(read(HEADER + "a,b,c\na,b,c,d,e\na,b,c,\n"))
                .extracting(row -> row.values() == null)
                .containsExactly(true, true, false);
    }

    @Test
    void refusesAnEmptyFile() {
        refused("", "The file is empty");
        refused("\n\n", "The file is empty");
    }

    @Test
    void acceptsAFileWithoutRows() {
        assertThat(read(HEADER)).isEmpty();
    }

    @Test
    void namesTheColumnThatIsMissing() {
        refused("sourceReference,givenName,dateOfBirth\n", "The column surname is missing.");
    }

    @Test
    void namesTheColumnThatNobodyKnows() {
        refused("soc_sec_id," + HEADER, "There is no column \"soc_sec_id\" (column 1)");
    }

    @Test
    void doesNotRepeatWhatIsNoColumnName() {
        refused(HEADER.strip() + ",07700 900123\n", "There is no column as number 5");
    }

    @Test
    void namesTheColumnThatStandsTwice() {
        refused(HEADER.strip() + ",surname\n", "names the column \"surname\" (column 5) twice");
    }

    @Test
    void saysWhereAFileInLatin1StopsBeingUtf8() {
        var bytes = (HEADER + "a,Ann,Lee,\r\nb,Zoë,Müller,\r\n").getBytes(ISO_8859_1);

        assertThatThrownBy(() -> EnquiryFile.open(bytes, null))
                .isInstanceOf(UnreadableRequestException.class)
                .hasMessageContaining("Line 3 of the file has a character that is not UTF-8")
                .hasMessageContaining("nothing of the file was kept");
    }

    @Test
    void readsLatin1WhenTheSenderSaysSo() {
        var bytes = (HEADER + "b,Zoë,Müller,\r\n").getBytes(ISO_8859_1);

        assertThat(rows(EnquiryFile.open(bytes, MediaType.parseMediaType("text/csv;charset=ISO-8859-1"))))
                .extracting(Row::values)
                .containsExactly(Map.of("sourceReference", "b", "givenName", "Zoë", "surname", "Müller"));
    }

    @Test
    void refusesAFileOfAnotherCharacterSet() {
        assertThatThrownBy(() -> EnquiryFile.open((HEADER + "a,b,c,\n").getBytes(UTF_16), null))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void refusesAFileThatBreaksOffWithinQuotes() {
        refused(HEADER + "a,b,c,\nd,\"e,f,\n", "not CSV that can be read to its end");
        refused(HEADER + "a,\"b\"x,c,\n", "not CSV that can be read to its end");
    }

    @Test
    void refusesAFileThatIsNoText() {
        var bytes = new byte[] {'P', 'K', 3, 4, 20, 0, (byte) 0xE9, 0, 'x'};

        assertThatThrownBy(() -> EnquiryFile.open(bytes, null)).isInstanceOf(UnreadableRequestException.class);
    }

    @Test
    void isDescribedWithAllItsColumns() {
        assertThat(EnquiryFile.DESCRIPTION).contains(EnquiryFile.REQUIRED).contains(EnquiryFile.OPTIONAL);
    }

    @Test
    void hasAColumnForEveryFieldThatAnEnquiryCanHave() throws IOException {
        var form = new ObjectMapper()
                .readTree(Path.of("forms/episodes/StartEnquiry.form").toFile());
        var columns = new ArrayList<>(EnquiryFile.REQUIRED);
        columns.addAll(EnquiryFile.OPTIONAL);
        columns.remove("pathway");
        // Said by the import itself, of rows that it holds.
        columns.addAll(List.of("enquiryState", "incompleteReason", "givenAsTyped"));

        assertThat(form.findValuesAsText("key")).containsExactlyInAnyOrderElementsOf(columns);
    }

    private static void refused(String text, String sentence) {
        assertThatThrownBy(() -> EnquiryFile.open(text.getBytes(UTF_8), null))
                .isInstanceOf(UnreadableRequestException.class)
                .hasMessageContaining(sentence);
    }

    private static List<Row> read(String text) {
        return rows(EnquiryFile.open(text.getBytes(UTF_8), MediaType.parseMediaType("text/csv")));
    }

    private static List<Row> rows(EnquiryFile file) {
        var rows = new ArrayList<Row>();
        try {
            file.forEach((number, values) -> rows.add(new Row(number, values)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}

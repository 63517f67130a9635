package care.handrail.episodes.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A CSV file of enquiries (RFC 4180), its values apart by commas or, as spreadsheets write them where the comma is the
 * decimal sign, by semicolons or tabs. A file that cannot be read to its end is refused as a whole before its first row is
 * handed on; then the rows come one at a time.
 */
final class EnquiryFile {

    /** The columns that a file must have, for a row to be an enquiry that can be told from another one. */
    static final List<String> REQUIRED = List.of("sourceReference", "givenName", "surname", "dateOfBirth");

    /** The columns that a file may have besides, each a field of the form {@code StartEnquiry} but the last. */
    static final List<String> OPTIONAL = List.of(
            "nhsNumber",
            "localIdentifier",
            "addressLine1",
            "addressLine2",
            "town",
            "county",
            "postcode",
            "phone",
            "email",
            "contactName",
            "contactPhone",
            "payerName",
            "payerReference",
            "accessNeeds",
            "enquiryText",
            "site",
            "serviceLine",
            "source",
            "language",
            "priority",
            "pathway");

    /** What the API's page says of the file. */
    static final String DESCRIPTION = """
            A CSV file (RFC 4180: commas, values with commas, quotes or line breaks in double quotes), at most 10 MB, in UTF-8 \
            or in the character set that the Content-Type names, for example `text/csv;charset=ISO-8859-1`. Semicolons or \
            tabs may stand for the commas throughout. The first line names the columns, in any order:

            | column | must be there | holds |
            |---|---|---|
            | `sourceReference` | yes | the sender's own reference, 1 to 64 of `A-Z a-z 0-9 . _ : -`; the same one is never taken in twice |
            | `givenName`, `surname` | yes | names, in any script |
            | `dateOfBirth` | yes | year-month-day, `1984-02-29` |
            | `nhsNumber` | | ten digits, spaces allowed |
            | `localIdentifier` | | any other number by which the sender knows the person |
            | `addressLine1`, `addressLine2`, `town`, `county`, `postcode` | | |
            | `phone`, `email` | | |
            | `contactName`, `contactPhone` | | who asks, if not the patient |
            | `payerName`, `payerReference` | | who pays |
            | `accessNeeds` | | |
            | `enquiryText` | | why they ask |
            | `site` | | `north` or `south`; north if empty |
            | `serviceLine` | | `general-practice`, `physiotherapy`, `mental-health` or `home-care`; the pathway's own if empty |
            | `source` | | `patient`, `relative`, `gp`, `hospital`, `self-referral` or `import`; import if empty |
            | `language` | | `en`, `cy`, `pl`, `ur`, `ar` or `other` |
            | `priority` | | `routine` or `soon` |
            | `pathway` | | `PatientPathway`, `GpPathway`, `PhysiotherapyPathway` or `CareProviderPathway`; PatientPathway if empty |

            A cell may be empty; a row of empty cells is passed over. Each other row is kept for itself, and the answer says \
            for each what became of it:

            - `accepted`: its pathway has started.
            - `held`: its pathway has started as an incomplete enquiry, which reception completes; `reason` says what is most \
            in the way, and `problems` what to mend in each column. A value that cannot be read, such as the date 1937-12-33, \
            is kept as it was typed.
            - `already-there`: the same row was taken in before; nothing was changed.
            - `refused`: it was not kept; `problems` says why, for each column.

            Send a file again after a break: what is there already is not taken in twice.""";

    private static final String SEPARATORS = ",;\t";

    private final byte[] bytes;
    private final Charset charset;
    private final char separator;
    private final List<String> columns;

    private EnquiryFile(byte[] bytes, Charset charset, char separator, List<String> columns) {
        this.bytes = bytes;
        this.charset = charset;
        this.separator = separator;
        this.columns = columns;
    }

    /**
     * Opens a file.
     *
     * @param type says the character set if it is not UTF-8
     * @throws UnreadableRequestException with a sentence, when it is empty, not of that character set, not CSV, or its
     *     header lacks a column, has one twice or one that nobody knows
     */
    static EnquiryFile open(byte[] bytes, @Nullable MediaType type) {
        var charset = type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
        checkCharacters(bytes, charset);
        try (var text = text(bytes, charset)) {
            var separator = separator(text);
            var records = records(bytes, charset, separator);
            if (!records.hasNext()) {
                throw UnreadableRequestException.because(
                        "The file is empty. Its first line names the columns: " + String.join(", ", REQUIRED) + ", …");
            }
            var columns = records.next().stream().map(String::strip).toList();
            checkHeader(columns);
            records.forEachRemaining(record -> {});
            return new EnquiryFile(bytes, charset, separator, columns);
        } catch (UncheckedIOException | IllegalStateException | IOException e) {
            throw UnreadableRequestException.because(
                    "The file is not CSV that can be read to its end: a quoted value is not closed, or has text after its"
                            + " closing quote. Quotes inside a value are written twice. Nothing of it was kept.");
        }
    }

    /**
     * Hands on each row.
     *
     * @param to gets the row's number as a spreadsheet counts, the header being row 1, and its values by column, or null
     *     when it has more or fewer values than the header has columns
     */
    void forEach(RowReader to) throws IOException {
        var records = records(bytes, charset, separator);
        records.next();
        while (records.hasNext()) {
            var record = records.next();
            to.read(record.getRecordNumber(), values(record));
        }
    }

    /** Takes one row after the other. */
    interface RowReader {
        void read(long row, @Nullable Map<String, String> values) throws IOException;
    }

    private @Nullable Map<String, String> values(CSVRecord record) {
        if (record.size() != columns.size()) {
            return null;
        }
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            var value = record.get(i).strip();
            if (!value.isEmpty()) {
                values.put(columns.get(i), value);
            }
        }
        return values;
    }

    /** Reads the records one at a time, those of empty cells passed over, but counted, because a spreadsheet shows them. */
    private static Iterator<CSVRecord> records(byte[] bytes, Charset charset, char separator) throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .get();
        return CSVParser.builder().setReader(text(bytes, charset)).setFormat(format).get().stream()
                .filter(record -> !record.stream().allMatch(String::isBlank))
                .iterator();
    }

    /** Finds what stands between the columns' names; no name of a column holds such a character. */
    private static char separator(Reader text) throws IOException {
        int character;
        while ((character = text.read()) >= 0) {
            if (SEPARATORS.indexOf(character) >= 0) {
                return (char) character;
            }
        }
        return SEPARATORS.charAt(0);
    }

    private static Reader text(byte[] bytes, Charset charset) {
        var start = startsWithByteOrderMark(bytes, charset) ? 3 : 0;
        return new InputStreamReader(new ByteArrayInputStream(bytes, start, bytes.length - start), charset);
    }

    private static boolean startsWithByteOrderMark(byte[] bytes, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                && bytes.length >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    /** Decodes without keeping the text; a name with a character lost would be another name. */
    private static void checkCharacters(byte[] bytes, Charset charset) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(8192);
        while (true) {
            var result = decoder.decode(in, out, true);
            if (result.isError()) {
                int line = 1;
                for (int i = 0; i < in.position(); i++) {
                    line += bytes[i] == '\n' ? 1 : 0;
                }
                throw UnreadableRequestException.because(
                        "Line %d of the file has a character that is not %s, and nothing of the file was kept. Save it as"
                                        .formatted(line, charset.name())
                                + " UTF-8 (in a spreadsheet: \"CSV UTF-8\"), or say what it is in the Content-Type,"
                                + " for example text/csv;charset=ISO-8859-1.");
            }
            if (result.isUnderflow()) {
                return;
            }
            out.clear();
        }
    }

    private static void checkHeader(List<String> columns) {
        var seen = new HashSet<String>();
        columns.stream().filter(column -> !seen.add(column)).findFirst().ifPresent(twice -> {
            throw UnreadableRequestException.because(
                    "The header names the column %s twice. Nobody could say which value counts: remove one."
                            .formatted(name(columns, twice)));
        });
        REQUIRED.stream().filter(column -> !seen.contains(column)).findFirst().ifPresent(missing -> {
            throw UnreadableRequestException.because(
                    "The column %s is missing. The first line must name the columns %s, in any order; a cell may be empty."
                            .formatted(missing, String.join(", ", REQUIRED)));
        });
        columns.stream()
                .filter(column -> !REQUIRED.contains(column) && !OPTIONAL.contains(column))
                .findFirst()
                .ifPresent(unknown -> {
                    throw UnreadableRequestException.because(
                            "There is no column %s, and its values would be lost. Remove it or give it one of these names: %s."
                                    .formatted(name(columns, unknown), String.join(", ", OPTIONAL)));
                });
    }

    /** Shows a name only when it looks like a column's. */
    private static String name(List<String> columns, String column) {
        var number = columns.lastIndexOf(column) + 1;
        return column.matches("[A-Za-z][A-Za-z0-9_ ]{0,39}")
                ? "\"%s\" (column %d)".formatted(column, number)
                : "as number " + number;
    }
}

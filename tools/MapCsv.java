import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the rows of any CSV file into the columns that the enquiry import reads; docs/import.md tells how to write a
 * mapping. Needs a JDK only:
 *
 * <pre>java tools/MapCsv.java tools/mappings/febrl.properties people.csv &gt; enquiries.csv</pre>
 *
 * <p>A date that does not fit its format, or is no day of the calendar, is kept as it was given, so that the import can
 * make work of the row. Nothing is dropped: as many rows come out as went in, or none and a sentence.
 */
public class MapCsv {

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("Usage: java tools/MapCsv.java <mapping.properties> <people.csv> > enquiries.csv");
            System.exit(2);
        }
        try {
            var mapping = Mapping.read(Path.of(args[0]));
            var text = Files.readString(Path.of(args[1]), mapping.charset());
            var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            out.print(new MapCsv().convert(mapping, text));
            out.flush();
        } catch (CharacterCodingException e) {
            fail("The file is not written in the mapping's charset: set \"charset\", for example charset = windows-1252.");
        } catch (NoSuchFileException e) {
            fail("There is no file " + e.getFile() + ".");
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    String convert(Mapping mapping, String text) {
        var rows = rows(text.startsWith("\uFEFF") ? text.substring(1) : text, mapping.separator());
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("The file is empty.");
        }
        var header = rows.get(0).stream().map(String::strip).toList();
        mapping.checkAgainst(header);
        var out = new StringBuilder(line(List.copyOf(mapping.columns().keySet())));
        for (int i = 1; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("Row " + (i + 1) + " has " + row.size() + " cells, the header has "
                        + header.size() + ". Mend the row first.");
            }
            var cells = new LinkedHashMap<String, String>();
            for (int column = 0; column < header.size(); column++) {
                cells.put(header.get(column), row.get(column).strip());
            }
            out.append(line(mapping.apply(cells)));
        }
        return out.toString();
    }

    /** Reads rows after RFC 4180: cells may be in quotes, a quote within is doubled. Blank lines are no rows. */
    private static List<List<String>> rows(String text, char separator) {
        var rows = new ArrayList<List<String>>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                quoted = true;
            } else if (c == separator) {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                endRow(rows, row, cell);
                row = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("A quoted cell is not closed before the end of the file.");
        }
        endRow(rows, row, cell);
        return rows;
    }

    private static void endRow(List<List<String>> rows, List<String> row, StringBuilder cell) {
        row.add(cell.toString());
        cell.setLength(0);
        if (row.size() > 1 || !row.get(0).isBlank()) {
            rows.add(row);
        }
    }

    private static String line(List<String> cells) {
        var line = new ArrayList<String>();
        for (var cell : cells) {
            boolean quote = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            line.add(quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        return String.join(",", line) + "\r\n";
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }

    /** A mapping file: which of the source's columns make up each column of the import, in the file's order. */
    record Mapping(
            Map<String, List<String>> columns, Map<String, DateTimeFormatter> dates, Charset charset, char separator) {

        private static final String GLUE = "+";

        static Mapping read(Path file) throws IOException {
            var columns = new LinkedHashMap<String, List<String>>();
            var dates = new LinkedHashMap<String, DateTimeFormatter>();
            Charset charset = StandardCharsets.UTF_8;
            char separator = ',';
            for (var line : Files.readAllLines(file)) {
                if (line.isBlank() || line.strip().startsWith("#")) {
                    continue;
                }
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException("The mapping has a line without \"=\": " + line);
                }
                var key = line.substring(0, equals).strip();
                var value = line.substring(equals + 1).strip();
                if (key.equals("charset")) {
                    charset = Charset.forName(value);
                } else if (key.equals("separator")) {
                    separator = value.equals("tab") ? '\t' : value.charAt(0);
                } else if (key.endsWith(".format")) {
                    dates.put(
                            key.substring(0, key.length() - ".format".length()),
                            DateTimeFormatter.ofPattern(value).withResolverStyle(ResolverStyle.STRICT));
                } else {
                    columns.put(key, parts(value));
                }
            }
            return new Mapping(columns, dates, charset, separator);
        }

        /** Fails with a sentence when the source lacks a column that the mapping names. */
        void checkAgainst(List<String> header) {
            for (var parts : columns.values()) {
                for (var part : parts) {
                    if (!part.startsWith("'") && !part.equals(GLUE) && !header.contains(part)) {
                        throw new IllegalArgumentException("The file has no column \"" + part + "\". Its columns are: "
                                + String.join(", ", header) + ".");
                    }
                }
            }
        }

        List<String> apply(Map<String, String> cells) {
            var values = new ArrayList<String>();
            columns.forEach((column, parts) -> {
                var value = new StringBuilder();
                boolean glued = false;
                for (var part : parts) {
                    if (part.equals(GLUE)) {
                        glued = true;
                        continue;
                    }
                    var text = part.startsWith("'") ? part.substring(1, part.length() - 1) : cells.get(part);
                    if (!text.isEmpty()) {
                        value.append(value.length() == 0 || glued ? "" : " ").append(text);
                    }
                    glued = false;
                }
                values.add(date(dates.get(column), value.toString()));
            });
            return values;
        }

        private static String date(DateTimeFormatter format, String text) {
            if (format == null) {
                return text;
            }
            try {
                return LocalDate.parse(text, format).toString();
            } catch (DateTimeException e) {
                return text;
            }
        }

        /**
         * Splits {@code 'No.' house "street name"} into parts: '…' is a constant, "…" a column with spaces in its name,
         * and + joins its neighbours without a space.
         */
        private static List<String> parts(String value) {
            var parts = new ArrayList<String>();
            int at = 0;
            while (at < value.length()) {
                char c = value.charAt(at);
                if (Character.isWhitespace(c)) {
                    at++;
                    continue;
                }
                boolean quoted = c == '\'' || c == '"';
                int end = at + 1;
                while (c != '+' && end < value.length() && goesOn(quoted, c, value.charAt(end))) {
                    end++;
                }
                if (quoted && end == value.length()) {
                    throw new IllegalArgumentException("The mapping has a quote that is not closed: " + value);
                }
                parts.add(c == '"' ? value.substring(at + 1, end) : value.substring(at, quoted ? end + 1 : end));
                at = quoted ? end + 1 : end;
            }
            return parts;
        }

        private static boolean goesOn(boolean quoted, char first, char next) {
            return quoted ? next != first : !Character.isWhitespace(next) && next != '+';
        }
    }
}

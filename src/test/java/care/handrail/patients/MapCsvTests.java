package care.handrail.patients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs tools/MapCsv.java as a data person does. */
class MapCsvTests {

    @TempDir
    private static Path tool;

    @TempDir
    private Path desk;

    /** Compiled once: what {@code java tools/MapCsv.java} does at every call. */
    @BeforeAll
    static void compile() {
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", tool.toString(), "tools/MapCsv.java");
        assertThat(result).isZero();
    }

    @Test
    void turnsFebrlIntoEnquiriesAndLosesNoRow() throws Exception {
        var result = map(Path.of("tools/mappings/febrl.properties"), Path.of("src/test/resources/people/febrl1.csv"));

        assertThat(result.out().lines()).hasSize(1001);
        assertThat(result.out().lines().findFirst())
                .hasValue(
                        "sourceReference,givenName,surname,dateOfBirth,localIdentifier,addressLine1,addressLine2,town,"
                                + "county,postcode,site,serviceLine,source");
        assertThat(result.out())
                .contains("rec-223-org,,waller,1908-12-09,6988048,6 tullaroop street,willaroo,st james,wa,4011,")
                .as("an impossible date stays as it was given")
                .contains("rec-444-dup-0,sophie,lovelock,19371233,");
        assertThat(result.exit()).isZero();
    }

    @Test
    void readsAnotherSystemsQuotesSeparatorAndCharset() throws Exception {
        var mapping = write("mapping.properties", """
                charset = windows-1252
                separator = ;
                sourceReference = 'old-'+Nr
                givenName = "First name"
                surname = Name
                dateOfBirth = Born
                dateOfBirth.format = dd.MM.uuuu
                enquiryText = Note
                """, StandardCharsets.UTF_8);
        var people = write(
                "people.csv",
                "Nr;First name;Name;Born;Note\r\n7;\"Zoë\";O'Brien;29.02.1984;\"says \"\"ouch\"\", twice;\nat night\"\r\n"
                        + "\r\n8;Ann;Größe;30.02.1984;\r\n",
                Charset.forName("windows-1252"));

        assertThat(map(mapping, people).out())
                .isEqualTo("sourceReference,givenName,surname,dateOfBirth,enquiryText\r\n"
                        + "old-7,Zoë,O'Brien,1984-02-29,\"says \"\"ouch\"\", twice;\nat night\"\r\n"
                        + "old-8,Ann,Größe,30.02.1984,\r\n");
    }

    @Test
    void saysWhatIsWrongAndThenWritesNothing() throws Exception {
        var mapping = write("mapping.properties", "sourceReference = id\nsurname = name", StandardCharsets.UTF_8);

        var lacking = map(mapping, write("lacking.csv", "id,surname\n1,Smith\n", StandardCharsets.UTF_8));
        assertThat(lacking.exit()).isEqualTo(1);
        assertThat(lacking.err()).contains("no column \"name\"").contains("id, surname");
        assertThat(lacking.out()).isEmpty();

        var nameless = map(mapping, write("empty.csv", "id,name\n,Smith\n", StandardCharsets.UTF_8));
        assertThat(nameless.out()).as("an empty first cell keeps its place").endsWith("\r\n,Smith\r\n");

        var ragged = map(mapping, write("ragged.csv", "id,name\n1,Smith\n2,Jones,Anna\n", StandardCharsets.UTF_8));
        assertThat(ragged.err()).contains("Row 3 has 3 cells");
        assertThat(ragged.out()).isEmpty();

        var latin = map(mapping, write("latin.csv", "id,name\n1,Müller\n", StandardCharsets.ISO_8859_1));
        assertThat(latin.err()).contains("charset");
        assertThat(latin.out()).isEmpty();

        var missing = map(mapping, desk.resolve("nowhere.csv"));
        assertThat(missing.err()).contains("There is no file");
    }

    private Path write(String name, String text, Charset charset) throws IOException {
        return Files.writeString(desk.resolve(name), text, charset);
    }

    private Result map(Path mapping, Path people) throws IOException, InterruptedException {
        var out = desk.resolve("out.csv");
        var err = desk.resolve("err.txt");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        int exit = new ProcessBuilder(java, "-cp", tool.toString(), "MapCsv", mapping.toString(), people.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Result(exit, Files.readString(out), Files.readString(err));
    }

    private record Result(int exit, String out, String err) {}
}

package care.handrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md says of each requirement of OWASP ASVS how it is met; a test or class of tests named there must exist. */
class SecurityRequirementsTests {

    private static final Path DOCUMENT = Path.of("docs/security.md");

    private static final Pattern NUMBER = Pattern.compile("\\b\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}\\b");

    private static final Pattern CLASS = Pattern.compile("`(\\w+Tests)`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        assertThat(missing(Files.readString(DOCUMENT), TestNames.all())).isEmpty();
    }

    @Test
    void aTestThatNobodyWroteIsFound() {
        assertThat(missing("`SomeTests.one`, `SomeTests.other`, `OtherTests`", Set.of("SomeTests.one")))
                .containsExactlyInAnyOrder("SomeTests.other", "OtherTests");
    }

    @Test
    void everyRequirementOfLevelsOneAndTwoStandsThereOnce() throws IOException {
        var text = Files.readString(DOCUMENT);
        var table = text.substring(text.indexOf("| requirement |"));
        var rows = table.lines().filter(line -> line.matches("\\| \\d.*")).map(line -> line.split("\\|")[1].strip());
        var lists = table.lines()
                .filter(line -> line.startsWith("- ") || line.startsWith("**Not met"))
                .flatMap(line -> NUMBER.matcher(line).results().map(found -> found.group()));
        assertThat(Stream.concat(rows, lists).toList()).doesNotHaveDuplicates().hasSize(253);
    }

    @Test
    void theSummaryCountsAsTheTableDoes() throws IOException {
        var text = Files.readString(DOCUMENT);
        var summary = text.replaceAll("\\s+", " ");
        assertThat(summary)
                .contains(rows(text, "met") + " are met, " + rows(text, "partly") + " partly, " + rows(text, "not met")
                        + " not;");
    }

    private static long rows(String text, String state) {
        return text.lines()
                .filter(line -> line.matches("\\| \\d+\\.\\d+\\.\\d+ \\| " + state + " \\|.*"))
                .count();
    }

    private static List<String> missing(String document, Set<String> tests) {
        var classes =
                tests.stream().map(test -> test.substring(0, test.indexOf('.'))).toList();
        return Stream.concat(
                        TestNames.NAMED
                                .matcher(document)
                                .results()
                                .map(named -> named.group(1))
                                .filter(named -> !tests.contains(named)),
                        CLASS.matcher(document)
                                .results()
                                .map(named -> named.group(1))
                                .filter(named -> !classes.contains(named)))
                .toList();
    }
}

package care.handrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The hazard log says for each hazard which test proves its control; a test that is named there must exist. */
class HazardLogTests {

    private static final Path LOG = Path.of("docs/safety/hazards.md");

    private static final List<String> PARTS =
            List.of("Hazard", "Cause", "Control", "Test", "Before", "Residual risk", "Owner");

    @Test
    void everyHazardIsCompleteAndEveryTestItNamesExists() throws IOException {
        assertThat(problems(Files.readString(LOG), TestNames.all())).isEmpty();
    }

    @Test
    void anIncompleteHazardIsRefused() {
        var log = """
                ## H-01 Somebody is forgotten
                - **Hazard:** a patient waits for nothing.
                - **Cause:** nobody looks.
                - **Control:** somebody looks.
                - **Test:** `SomeTests.somebodyLooks`, `SomeTests.nobodyWroteThis`
                - **Before:** 4 × 4
                - **Owner:** clinical lead

                ## H-01 Somebody is forgotten again
                - **Hazard:** the same.
                - **Cause:** the same.
                - **Control:** none.
                - **Test:** we shall see.
                - **Before:** 4 × 4
                - **Residual risk:** 4 × 4
                - **Owner:** clinical lead
                """;
        assertThat(problems(log, Set.of("SomeTests.somebodyLooks")))
                .containsExactlyInAnyOrder(
                        "H-01 Somebody is forgotten: says nothing of Residual risk",
                        "H-01 Somebody is forgotten: names SomeTests.nobodyWroteThis, which does not exist",
                        "H-01 Somebody is forgotten again: has the number of another hazard",
                        "H-01 Somebody is forgotten again: names no test");
    }

    private static List<String> problems(String log, Set<String> tests) {
        var problems = new ArrayList<String>();
        var numbers = new TreeSet<String>();
        for (var section : log.split("(?m)^## (?=H-\\d+ )")) {
            if (!section.startsWith("H-")) {
                continue;
            }
            var title = section.lines().findFirst().orElseThrow();
            if (!numbers.add(title.substring(0, title.indexOf(' ')))) {
                problems.add(title + ": has the number of another hazard");
            }
            PARTS.stream()
                    .filter(part -> !Pattern.compile("(?m)^- \\*\\*" + part + ":\\*\\* \\S")
                            .matcher(section)
                            .find())
                    .forEach(part -> problems.add(title + ": says nothing of " + part));
            var named = TestNames.NAMED
                    .matcher(section)
                    .results()
                    .map(test -> test.group(1))
                    .toList();
            if (named.isEmpty()) {
                problems.add(title + ": names no test");
            }
            named.stream()
                    .filter(test -> !tests.contains(test))
                    .forEach(test -> problems.add(title + ": names " + test + ", which does not exist"));
        }
        if (numbers.isEmpty()) {
            problems.add("the log holds no hazard");
        }
        return problems;
    }
}

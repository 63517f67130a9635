package care.handrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A changelog that nobody includes is a table that is missing at the clinic's next start. */
class ChangelogTests {

    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void everyChangelogOfARoomIsIncludedOnce() throws IOException {
        var included = new YAMLMapper()
                        .readTree(Files.readString(RESOURCES.resolve("db/changelog/db.changelog-master.yaml")))
                        .findValuesAsText("file")
                        .stream()
                        .filter(file -> !file.startsWith("org/"))
                        .toList();
        try (var files = Files.walk(RESOURCES.resolve("db/changelog"), 2)) {
            assertThat(included)
                    .containsExactlyInAnyOrderElementsOf(files.filter(
                                    file -> file.getParent().getParent().endsWith("changelog"))
                            .map(file -> RESOURCES.relativize(file).toString().replace('\\', '/'))
                            .toList());
        }
    }
}

package care.handrail.pathways.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/pathways/} to the models. */
class PathwayDocsTests {

    private static final Path DOCS = Path.of("docs/pathways");
    private static final String HOW =
            "docs/pathways is stale; run ./mvnw test -Dtest=PathwayDocsTests -Dhandrail.docs.write=true";

    @Test
    void describesTheModelsAsTheyAre() throws IOException {
        var pages = PathwayPages.all();
        if (Boolean.getBoolean("handrail.docs.write")) {
            Files.createDirectories(DOCS);
            try (var old = Files.list(DOCS)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
            for (var page : pages.entrySet()) {
                Files.writeString(DOCS.resolve(page.getKey()), page.getValue());
            }
        }
        var written = new TreeMap<String, String>();
        try (var files = Files.list(DOCS)) {
            for (Path file : files.toList()) {
                written.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(written.keySet()).as(HOW).isEqualTo(pages.keySet());
        pages.forEach((name, text) ->
                assertThat(written.get(name)).as(HOW + " (" + name + ")").isEqualTo(text));
    }
}

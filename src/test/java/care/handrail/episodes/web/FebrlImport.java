package care.handrail.episodes.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.Http;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A real file of a thousand people, mapped as its owner would and sent twice. */
abstract class FebrlImport {

    @Autowired
    private Http http;

    @TempDir
    private Path desk;

    @Test
    void keepsAllThousandRowsAndDoublesNone() throws Exception {
        var file = mapped();
        var started = System.nanoTime();
        var first = send(file);
        var took = Duration.ofNanos(System.nanoTime() - started);

        var outcomes = count(first, "outcome");
        var reasons = count(first, "reason");
        System.out.printf(
                "febrl1 on %s: %s, held for %s, in %.1f s%n",
                getClass().getSimpleName(), outcomes, reasons, took.toMillis() / 1000.0);
        assertThat(outcomes).isEqualTo(Map.of("accepted", 896, "held", 104));
        assertThat(reasons)
                .isEqualTo(Map.of(
                        "missing-surname", 18,
                        "missing-given-name", 44,
                        "missing-date-of-birth", 39,
                        "impossible-date", 3));
        assertThat(new HashSet<>(first.get("rows").findValuesAsText("reference")))
                .as("a reference of its own for each row")
                .hasSize(1_000);

        var again = send(file);
        assertThat(count(again, "outcome")).isEqualTo(Map.of("already-there", 1_000));
        assertThat(again.get("rows").findValuesAsText("reference"))
                .isEqualTo(first.get("rows").findValuesAsText("reference"));
    }

    private JsonNode send(byte[] file) {
        return http.as("reception")
                .send("POST", "/api/enquiries/import", "text/csv", file)
                .expect(200)
                .json();
    }

    private static Map<String, Integer> count(JsonNode report, String field) {
        var counts = new HashMap<String, Integer>();
        report.get("rows").findValuesAsText(field).forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    private byte[] mapped() throws IOException, InterruptedException {
        var enquiries = desk.resolve("enquiries.csv");
        var tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "tools/MapCsv.java",
                        "tools/mappings/febrl.properties",
                        "src/test/resources/people/febrl1.csv")
                .redirectOutput(enquiries.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(tool.waitFor()).isZero();
        return Files.readAllBytes(enquiries);
    }
}

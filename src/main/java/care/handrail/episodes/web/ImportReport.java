package care.handrail.episodes.web;

import care.handrail.episodes.ImportedRow;
import care.handrail.episodes.ImportedRow.Outcome;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Tells the sender of a file what became of each row while the import runs: as one JSON document, or as one line of JSON
 * for each row and a last one with the counts, sent as they come.
 */
final class ImportReport implements AutoCloseable {

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final OutputStream out;
    private final JsonGenerator json;
    private final boolean asLines;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    private ImportReport(HttpServletResponse response, boolean asLines) throws IOException {
        this.asLines = asLines;
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(asLines ? MediaType.APPLICATION_NDJSON_VALUE : MediaType.APPLICATION_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        out = response.getOutputStream();
        json = JSON.createGenerator(out, JsonEncoding.UTF8);
        json.setRootValueSeparator(null);
    }

    /** Begins a report of one JSON document. */
    static ImportReport asDocument(HttpServletResponse response) throws IOException {
        var report = new ImportReport(response, false);
        report.json.writeStartObject();
        report.json.writeArrayFieldStart("rows");
        return report;
    }

    /** Begins a report of lines. */
    static ImportReport asLines(HttpServletResponse response) throws IOException {
        return new ImportReport(response, true);
    }

    /** Tells what became of a row. */
    void add(long row, @Nullable String sourceReference, ImportedRow result) throws IOException {
        counts.merge(result.outcome(), 1, Integer::sum);
        json.writeStartObject();
        json.writeNumberField("row", row);
        writeIfPresent("sourceReference", sourceReference);
        json.writeStringField("outcome", result.outcome().code());
        writeIfPresent("reference", result.reference());
        writeIfPresent("reason", result.reason());
        if (!result.problems().isEmpty()) {
            json.writeObjectFieldStart("problems");
            for (var problem : new TreeMap<>(result.problems()).entrySet()) {
                json.writeStringField(problem.getKey(), problem.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        endLine();
    }

    /** Returns how many rows ended in each way so far. */
    Map<Outcome, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** Ends the report with the counts. */
    @Override
    public void close() throws IOException {
        if (asLines) {
            json.writeStartObject();
        } else {
            json.writeEndArray();
        }
        for (var outcome : Outcome.values()) {
            json.writeNumberField(outcome.code(), counts.getOrDefault(outcome, 0));
        }
        json.writeEndObject();
        endLine();
        json.close();
    }

    private void writeIfPresent(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void endLine() throws IOException {
        if (asLines) {
            json.flush();
            out.write('\n');
            out.flush();
        }
    }
}

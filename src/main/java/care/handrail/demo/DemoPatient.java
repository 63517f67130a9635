package care.handrail.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Somebody made up, and how far they have come; stands in {@code demo/patients.csv}.
 *
 * @param enquiry their enquiry, by column of the import
 * @param ago how long ago everything happened; zero for today
 * @param journey what has happened since, one word each: the outcome of the next work item ({@code answers.yaml}),
 *     {@code claim=<user id>}, {@code pass} to a clinician, {@code tell} at the end what was asked for, or {@code report=<event>}
 */
record DemoPatient(Map<String, String> enquiry, Duration ago, List<String> journey) {

    /** Returns everybody. */
    static List<DemoPatient> all() {
        try (var file = Objects.requireNonNull(DemoPatient.class.getResourceAsStream("/demo/patients.csv"));
                var rows = CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new InputStreamReader(file, UTF_8))) {
            return rows.stream().map(DemoPatient::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemoPatient of(CSVRecord row) {
        var enquiry = new HashMap<>(row.toMap());
        var ago = Duration.ofDays(Long.parseLong(Objects.requireNonNull(enquiry.remove("daysAgo"))));
        var journey = Objects.requireNonNull(enquiry.remove("journey"));
        enquiry.values().removeIf(String::isBlank);
        return new DemoPatient(enquiry, ago, journey.isBlank() ? List.of() : List.of(journey.split(" ")));
    }

    boolean isOfThePast() {
        return !ago.isZero();
    }
}

package care.handrail.episodes.web;

import care.handrail.episodes.Enquiries;
import care.handrail.episodes.ImportedRow;
import care.handrail.episodes.Pathway;
import care.handrail.pathways.InvalidFormException;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in enquiries, one as JSON or many as CSV. */
@RestController
@RequestMapping("/api/enquiries")
@Tag(name = "Enquiries")
class EnquiryController {

    private final Enquiries enquiries;

    EnquiryController(Enquiries enquiries) {
        this.enquiries = enquiries;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TakenEnquiry> take(HttpServletRequest request) throws IOException {
        enquiries.mayTake();
        var fields = present(Body.fields(request));
        var pathway = pathway(fields.remove("pathway"));
        var taken = enquiries.take(pathway, fields);
        var address = URI.create("/api/episodes/" + taken.reference());
        var body = new TakenEnquiry(taken.reference(), pathway.processId());
        return taken.isNew()
                ? ResponseEntity.created(address).body(body)
                : ResponseEntity.ok().location(address).body(body);
    }

    /** The answer to an enquiry. */
    record TakenEnquiry(String reference, String pathway) {}

    @PostMapping("/import")
    void takeFile(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String type,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept)
            throws IOException {
        enquiries.mayTake();
        var file = EnquiryFile.open(Body.bytes(request), ofFile(type));
        var asLines = accept.contains(MediaType.APPLICATION_NDJSON_VALUE);
        try (var report = asLines ? ImportReport.asLines(response) : ImportReport.asDocument(response)) {
            try {
                file.forEach((row, values) -> report.add(row, name(values), take(values)));
            } finally {
                enquiries.recordImport(report.counts());
            }
        }
    }

    private ImportedRow take(@Nullable Map<String, String> values) {
        return values == null
                ? ImportedRow.refused(Map.of(
                        "row",
                        "The row has more or fewer values than the header has columns, so nobody can say which is which."
                                + " Put values that hold a comma in quotes."))
                : enquiries.takeRow(values);
    }

    private static @Nullable String name(@Nullable Map<String, String> values) {
        return values == null ? null : values.get("sourceReference");
    }

    private static MediaType ofFile(@Nullable String type) {
        try {
            var media = type == null ? new MediaType("text", "csv") : MediaType.parseMediaType(type);
            if (media.getType().equals("text") || media.isCompatibleWith(MediaType.APPLICATION_OCTET_STREAM)) {
                media.getCharset();
                return media;
            }
        } catch (IllegalArgumentException e) {
            // Said below, for an unknown character set as for an unknown type.
        }
        throw UnreadableRequestException.because(
                "Send the file as it is, with the Content-Type text/csv, or text/csv;charset=… with a character set by"
                        + " its registered name.");
    }

    private static Map<String, Object> present(Map<String, @Nullable Object> fields) {
        var present = new HashMap<String, Object>();
        fields.forEach((key, value) -> {
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }

    private static Pathway pathway(@Nullable Object id) {
        if (id == null) {
            return Pathway.PATIENT;
        }
        return Pathway.of(id.toString())
                .orElseThrow(() -> new InvalidFormException(Map.of(
                        "pathway",
                        "Give one of these pathways: "
                                + Arrays.stream(Pathway.values())
                                        .map(Pathway::processId)
                                        .collect(Collectors.joining(", "))
                                + ".")));
    }
}

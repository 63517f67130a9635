package care.handrail.episodes.web;

import care.handrail.episodes.Enquiries;
import care.handrail.episodes.ImportedRow;
import care.handrail.episodes.Pathway;
import care.handrail.pathways.InvalidFormException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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

    @Operation(
            summary = "Take in one enquiry",
            description = """
                    Starts the pathway as the form `StartEnquiry` does in Tasklist, by the same rules: a field of this \
                    object is a field of that form. `pathway` says which pathway, PatientPathway if it is left out. An \
                    enquiry with a `sourceReference` is taken in once: the same one again is answered with 200, another \
                    one under the same reference with 409. Permission: reception or care coordination.""",
            requestBody = @RequestBody(required = true, content = @Content(examples = @ExampleObject("""
                                                            {"source": "gp", "sourceReference": "GP-2207", "site": "north",
                                                             "serviceLine": "physiotherapy", "pathway": "PhysiotherapyPathway",
                                                             "givenName": "Amélie", "surname": "Example", "dateOfBirth": "1984-02-29",
                                                             "phone": "01632 960000", "enquiryText": "Knee pain since March."}"""))))
    @ApiResponse(responseCode = "201", description = "The pathway has started.")
    @ApiResponse(responseCode = "200", description = "This enquiry was there already; nothing was changed.")
    @ApiResponse(
            responseCode = "400",
            description = "A field needs attention, or the body cannot be read.",
            content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "Another enquiry has this source and sourceReference.",
            content = @Content)
    @ApiResponse(responseCode = "413", description = "The body is larger than 10 MB.", content = @Content)
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

    @Operation(
            summary = "Take in a file of enquiries",
            description = """
                    Answers with one JSON document, or, with `Accept: application/x-ndjson`, with a line for each row as \
                    it is taken in and a last line with the counts. Permission: reception or care coordination.""",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = EnquiryFile.DESCRIPTION,
                            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
    @ApiResponse(
            responseCode = "200",
            description = "The file was read to its end; see what became of each row.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, examples = @ExampleObject("""
                                        {"rows": [
                                          {"row": 2, "sourceReference": "rec-1", "outcome": "accepted", "reference": "K7QM-2XWD"},
                                          {"row": 3, "sourceReference": "rec-2", "outcome": "held", "reference": "3B0N-77TA", "reason": "missing-surname"}],
                                         "accepted": 1, "held": 1, "already-there": 0, "refused": 0}""")),
                @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE)
            })
    @ApiResponse(
            responseCode = "400",
            description =
                    "Nothing was kept: the file is empty, not text, or a column is missing, unknown or there twice.",
            content = @Content)
    @ApiResponse(
            responseCode = "413",
            description = "Nothing was kept: the file is larger than 10 MB.",
            content = @Content)
    @PostMapping("/import")
    void takeFile(
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable
                    String type,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept)
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
                .orElseThrow(() -> InvalidFormException.notOneOf(
                        "pathway", "pathways", Arrays.stream(Pathway.values()).map(Pathway::processId)));
    }
}

package care.handrail.results.web;

import care.handrail.pathways.InvalidFormException;
import care.handrail.results.LabReport;
import care.handrail.results.ResultIntake;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes in results, and tells their senders what became of them. */
@RestController
@RequestMapping("/api/results")
@Tag(name = "Results")
class ResultController {

    /** 1 MB; a report is text. */
    private static final int LIMIT = 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            // What is not understood is refused, so that nothing of a result is ever left out.
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final ResultIntake intake;

    ResultController(ResultIntake intake) {
        this.intake = intake;
    }

    @Operation(
            summary = "Send a result",
            description = """
                    The terms are those of FHIR's DiagnosticReport and Observation. `basedOn` is our number of the order; \
                    without it, and where order and `subject` do not agree, people have to find whose result it is. A \
                    corrected version has the same `identifier`, a later `issued`, and a key of its own. A field that is not \
                    known here is refused, so that nothing of a result is lost. Permission: the scope `results:write`, \
                    reception or care coordination.""",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = LabReport.class),
                                            examples = @ExampleObject("""
                    {"identifier": "LAB-2026-0771", "status": "final", "basedOn": "K7QM-2XWD",
                     "issued": "2026-11-21T10:30:00Z", "effective": "2026-11-20T09:10:00Z",
                     "code": {"system": "SNOMED CT", "code": "43396009", "text": "HbA1c"},
                     "performer": "Example Laboratory",
                     "subject": {"nhsNumber": "999 000 0018", "family": "Example", "given": "Amélie",
                                 "birthDate": "1984-02-29"},
                     "result": [{"code": {"text": "HbA1c"}, "value": "48", "unit": "mmol/mol",
                                 "referenceRange": "20-41", "interpretation": "H"}],
                     "conclusion": "Repeat in three months.", "critical": false}"""))))
    @ApiResponse(
            responseCode = "202",
            description = "It is kept for good. The same message again is answered the same.")
    @ApiResponse(
            responseCode = "400",
            description = "A field needs attention, or the body cannot be read. Nothing was kept.",
            content = @Content)
    @ApiResponse(responseCode = "409", description = "This key came before with another content.", content = @Content)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Receipt receive(
            HttpServletRequest request,
            @Parameter(description = "8 to 128 plain characters, the same each time the same message is sent.")
                    @RequestHeader(name = "Idempotency-Key", defaultValue = "")
                    String key)
            throws IOException {
        intake.maySend();
        var receipt = intake.receive(key, read(request));
        return new Receipt(receipt.id(), receipt.receivedAt());
    }

    /** The answer to a result. */
    record Receipt(String receipt, Instant receivedAt) {}

    @Operation(
            summary = "Ask what became of a result",
            description =
                    "received, quarantined (people have to find whose it is), filed, or sent-back with the reason: then it is"
                            + " in nobody's record, and has to be sent anew. Permission: whoever sent it.")
    @ApiResponse(responseCode = "200", description = "Where it stands.")
    @ApiResponse(responseCode = "404", description = "You sent no result with this receipt.", content = @Content)
    @GetMapping("/{receipt}")
    Standing standing(@PathVariable String receipt) {
        var standing = intake.standing(receipt);
        return new Standing(standing.state(), standing.reason());
    }

    /** Where a result stands. */
    record Standing(String state, @Nullable String reason) {}

    private static LabReport read(HttpServletRequest request) throws IOException {
        var bytes = request.getInputStream().readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw unreadable("This is larger than 1 MB, and nothing of it was kept.");
        }
        try {
            var report = JSON.readValue(bytes, LabReport.class);
            if (report != null) {
                return report;
            }
        } catch (JacksonException e) {
            // The message of the exception holds what was sent.
        }
        throw unreadable("The body is not a report as this address expects it, or holds a field that is not known here."
                + " Nothing of it was kept.");
    }

    private static InvalidFormException unreadable(String sentence) {
        return new InvalidFormException(Map.of("body", sentence));
    }
}

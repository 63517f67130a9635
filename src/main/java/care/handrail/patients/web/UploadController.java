package care.handrail.patients.web;

import care.handrail.patients.IntakeDocuments;
import care.handrail.patients.PatientNotFoundException;
import care.handrail.records.Documents;
import care.handrail.records.Uploads.Upload;
import care.handrail.records.Uploads.WrongOffsetException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes in documents piece by piece: the core of tus 1.0.0 (tus.io) with its extensions creation and expiration. The last
 * piece is answered with the document's reference.
 */
@RestController
@RequestMapping(UploadController.ADDRESS)
@Tag(name = "Documents")
class UploadController {

    static final String ADDRESS = "/api/documents/uploads";

    private static final String VERSION = "1.0.0";
    private static final String PIECES = "application/offset+octet-stream";
    private static final String TUS = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String REFERENCE = "Document-Reference";

    private final IntakeDocuments intake;
    private final Documents documents;

    UploadController(IntakeDocuments intake, Documents documents) {
        this.intake = intake;
        this.documents = documents;
    }

    @Operation(summary = "Say how documents come in pieces", description = "As tus 1.0.0 says it.")
    @RequestMapping(method = RequestMethod.OPTIONS)
    ResponseEntity<Void> capabilities() {
        return ResponseEntity.noContent()
                .header(TUS, VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,expiration")
                .header("Tus-Max-Size", Long.toString(documents.maxBytes()))
                .build();
    }

    @Operation(summary = "Begin a document that comes in pieces", description = """
                    `Upload-Length` says how many bytes there will be; `Upload-Metadata` may give `filename` and `site`. What is \
                    not finished within a day is removed. Permission: reception or care coordination.""")
    @ApiResponse(responseCode = "201", description = "`Location` is where the pieces go.")
    @ApiResponse(responseCode = "400", description = "It is too large, or a header cannot be read.")
    @PostMapping
    ResponseEntity<Void> begin(
            @RequestHeader(name = TUS, defaultValue = VERSION) String version,
            @RequestHeader(LENGTH) long bytes,
            @RequestHeader(name = "Upload-Metadata", defaultValue = "") String metadata) {
        if (!version.equals(VERSION)) {
            return anotherVersion();
        }
        var about = metadata(metadata);
        var upload = intake.begin(bytes, about.getOrDefault("filename", ""), about.get("site"));
        return answer(HttpStatus.CREATED, upload, null)
                .location(URI.create(ADDRESS + "/" + upload.id()))
                .build();
    }

    @Operation(summary = "Say how much of a document has come", description = "Permission: whoever began it.")
    @ApiResponse(responseCode = "404", description = "There is none, or its time is over. Begin it again.")
    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    ResponseEntity<Void> progress(@PathVariable String id) {
        var receipt = intake.receipt(id);
        if (receipt.isPresent()) {
            long bytes = documents.find(id).map(document -> document.bytes()).orElse(0L);
            return head(HttpStatus.OK, bytes)
                    .header(LENGTH, Long.toString(bytes))
                    .header(REFERENCE, receipt.get().reference())
                    .build();
        }
        var upload = intake.upload(id).orElseThrow(UploadController::notThere);
        return answer(HttpStatus.OK, upload, null)
                .header(LENGTH, Long.toString(upload.bytes()))
                .build();
    }

    @Operation(summary = "Send the next piece of a document", description = """
                    With `Upload-Offset`, the number of its first byte, and the media type `application/offset+octet-stream`. \
                    The last one is answered with `Document-Reference`; what goes wrong there is answered as for a document \
                    that comes whole. Permission: whoever began it.""")
    @ApiResponse(responseCode = "204", description = "It is kept. `Upload-Offset` says where the next one begins.")
    @ApiResponse(responseCode = "409", description = "Another piece is due; ask where to go on.")
    @PatchMapping(path = "/{id}", consumes = PIECES)
    ResponseEntity<Void> append(@PathVariable String id, @RequestHeader(OFFSET) long offset, HttpServletRequest request)
            throws IOException {
        intake.mayTake();
        // One byte more than may come, so that one too many is noticed.
        var piece = request.getInputStream().readNBytes((int) documents.maxBytes() + 1);
        if (intake.upload(id).isEmpty()) {
            throw notThere();
        }
        var progress = intake.append(id, offset, piece);
        var receipt = progress.receipt();
        if (receipt == null) {
            return answer(HttpStatus.NO_CONTENT, progress.upload(), null).build();
        }
        return answer(HttpStatus.NO_CONTENT, progress.upload(), receipt.reference())
                .header("Document-Repeated", Boolean.toString(!receipt.isNew()))
                .build();
    }

    @ExceptionHandler
    ProblemDetail wrongOffset(WrongOffsetException e) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setTitle("Another piece is due");
        return problem;
    }

    private static ResponseEntity<Void> anotherVersion() {
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                .header("Tus-Version", VERSION)
                .build();
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, Upload upload, @Nullable String reference) {
        var answer = head(status, upload.received())
                .header(
                        "Upload-Expires",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                upload.endsAt().atOffset(ZoneOffset.UTC)));
        return reference == null ? answer : answer.header(REFERENCE, reference);
    }

    private static ResponseEntity.BodyBuilder head(HttpStatus status, long offset) {
        return ResponseEntity.status(status)
                .header(TUS, VERSION)
                .header(OFFSET, Long.toString(offset))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Reads {@code key base64,key base64}; what cannot be read is left out. */
    private static Map<String, String> metadata(String header) {
        var metadata = new HashMap<String, String>();
        for (var pair : header.split(",")) {
            var parts = pair.strip().split(" ", 2);
            if (parts.length == 2) {
                decoded(parts[1]).ifPresent(value -> metadata.put(parts[0], value));
            }
        }
        return metadata;
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(
                    new String(Base64.getDecoder().decode(base64.strip()), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PatientNotFoundException notThere() {
        return new PatientNotFoundException("There is no such upload, or its time is over. Begin it again.");
    }
}

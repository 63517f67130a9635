package care.handrail.patients.web;

import care.handrail.patients.IntakeDocuments;
import care.handrail.patients.IntakeDocuments.Line;
import care.handrail.patients.IntakeDocuments.Receipt;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes in documents and shows where they stand. */
@RestController
@RequestMapping("/api/documents")
@Tag(name = "Documents")
class DocumentController {

    private final IntakeDocuments intake;

    DocumentController(IntakeDocuments intake) {
        this.intake = intake;
    }

    @Operation(summary = "Bring a document in", description = """
                    A PDF, a picture (JPEG, PNG, TIFF) or plain text of up to 10 MB; what it is, is found from its content. A \
                    larger one comes in pieces, see `/api/documents/uploads`. It is looked through for viruses where the \
                    clinic has a scanner. The very same document again is answered with the reference that it has. \
                    Permission: reception or care coordination.""")
    @ApiResponse(responseCode = "201", description = "It is here for good, and a work item of reception.")
    @ApiResponse(responseCode = "200", description = "It was here already; nothing was changed.")
    @ApiResponse(responseCode = "400", description = "It is not taken in, and nothing of it was kept.")
    @ApiResponse(responseCode = "503", description = "The scanner does not answer. Send it again later.")
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Receipt> take(
            @RequestParam MultipartFile file, @RequestParam(required = false) @Nullable String site)
            throws IOException {
        var name = file.getOriginalFilename();
        var receipt = intake.take(name == null ? "" : name, file.getBytes(), site);
        return ResponseEntity.status(receipt.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(receipt);
    }

    @Operation(
            summary = "Show where the newest documents stand",
            description = "Nothing of what they say. Permission: reception, care coordination or practice manager.")
    @GetMapping
    List<Line> newest() {
        return intake.newest();
    }

    @Operation(summary = "Open a document", description = """
                    Until it is filed: whoever has claimed its work item. Then as the permission matrix opens the class of \
                    data that its kind counts as; clinicians while they are on the care team. The view is recorded.""")
    @ApiResponse(responseCode = "200", description = "The file.")
    @ApiResponse(responseCode = "404", description = "There is none, or you may not see it.")
    @GetMapping("/{reference}/file")
    ResponseEntity<byte[]> open(@PathVariable String reference) {
        return DocumentFile.of(intake.open(reference));
    }
}

package care.handrail.access.web;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.AuditTrail;
import care.handrail.audit.AuditTrail.InclusionProof;
import care.handrail.audit.Verification;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets compliance check the audit trail, export it, and prove single rows. */
@RestController
@RequestMapping("/api/audit")
@Tag(name = "Audit trail")
class AuditTrailController {

    private static final String FHIR_LINES = "application/fhir+ndjson";

    private final AuditTrail trail;
    private final Permissions permissions;
    private final Audit audit;

    AuditTrailController(AuditTrail trail, Permissions permissions, Audit audit) {
        this.trail = trail;
        this.permissions = permissions;
        this.audit = audit;
    }

    /** What a check came to, and at one glance whether all is well. */
    record Checked(boolean intact, @JsonUnwrapped Verification verification) {}

    @Operation(
            summary = "Check the whole trail",
            description = "Compares every row with what was sealed, every checkpoint with its signature and the one"
                    + " before it, and all with the exported checkpoints. The check is recorded. Permission:"
                    + " compliance.")
    @ApiResponse(responseCode = "200", description = "What the check came to; look at `intact`.")
    @PostMapping("/check")
    Checked check() {
        require(Action.VIEW, Kind.TRAIL_CHECKED);
        var checked = trail.verify();
        audit.record(AuditEvent.of(Kind.TRAIL_CHECKED, null, null, "trail")
                .with(checked.intact() ? "intact" : "not-intact"));
        return new Checked(checked.intact(), checked);
    }

    @Operation(
            summary = "Export the trail",
            description = "A line of canonical JSON (RFC 8785) for each row, in order of their numbers: the text whose"
                    + " hash is sealed. The export is recorded. Permission: compliance.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE))
    @GetMapping("/events")
    void export(@RequestParam(defaultValue = "0") long after, HttpServletResponse response) throws IOException {
        require(Action.EXPORT, Kind.TRAIL_EXPORTED);
        audit.record(AuditEvent.of(Kind.TRAIL_EXPORTED, null, null, "trail:after-" + after));
        write(response, MediaType.APPLICATION_NDJSON_VALUE, lines -> trail.export(after, lines));
    }

    @Operation(
            summary = "Export the trail as FHIR",
            description = "A FHIR R4 AuditEvent in one line of JSON for each row, in order of their numbers, with the"
                    + " proof that it was sealed. The export is recorded. Permission: compliance.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = FHIR_LINES))
    @GetMapping("/fhir/AuditEvent")
    void exportFhir(@RequestParam(defaultValue = "0") long after, HttpServletResponse response) throws IOException {
        require(Action.EXPORT, Kind.TRAIL_EXPORTED);
        audit.record(AuditEvent.of(Kind.TRAIL_EXPORTED, null, null, "trail:fhir-after-" + after));
        write(response, FHIR_LINES, lines -> trail.exportFhir(after, lines));
    }

    private static void write(HttpServletResponse response, String type, Consumer<Consumer<String>> export)
            throws IOException {
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        var lines = response.getWriter();
        export.accept(line -> lines.append(line).append('\n'));
    }

    @Operation(
            summary = "Prove that a row was sealed",
            description = "The row, its checkpoint, and the hashes that lead from the one to the other (RFC 6962). The"
                    + " export is recorded. Permission: compliance.")
    @ApiResponse(responseCode = "200", description = "The proof.")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such row, or it is not sealed yet.",
            content = @Content)
    @GetMapping("/events/{event}/proof")
    ResponseEntity<InclusionProof> prove(@PathVariable long event) {
        require(Action.EXPORT, Kind.TRAIL_EXPORTED);
        audit.record(AuditEvent.of(Kind.TRAIL_EXPORTED, null, null, "trail:row-" + event));
        return ResponseEntity.of(trail.prove(event));
    }

    private void require(Action action, Kind act) {
        if (CurrentStaff.get()
                .filter(person -> permissions.may(person, action, DataClass.AUDIT_TRAIL, Subject.none()))
                .isEmpty()) {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + act.name()));
            throw new AccessRefusedException("Only compliance sees the audit trail.");
        }
    }
}

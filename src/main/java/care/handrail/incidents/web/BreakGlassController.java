package care.handrail.incidents.web;

import care.handrail.incidents.BreakGlass;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Opens a record in an emergency, for programs that show it. */
@RestController
@Tag(name = "Patients")
class BreakGlassController {

    private final BreakGlass breakGlass;

    BreakGlassController(BreakGlass breakGlass) {
        this.breakGlass = breakGlass;
    }

    /** Why: a reason code and the person's own words. */
    record Request(@Nullable String reason, @Nullable String words) {}

    /** Until when the record is open. */
    record Opened(Instant until) {}

    @Operation(
            summary = "Open the record of a patient whom you do not treat",
            description =
                    "For an hour at most. Compliance gets a work item to review it. Permission: a role that treats"
                            + " patients.")
    @ApiResponse(responseCode = "201", description = "The record is open until then.")
    @ApiResponse(responseCode = "400", description = "The reason is missing, or is none of the codes.")
    @ApiResponse(responseCode = "403", description = "You treat the patient already, or your role treats nobody.")
    @ApiResponse(responseCode = "404", description = "There is no such patient.")
    @PostMapping(path = "/api/patients/{patientId}/break-glass", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Opened open(@PathVariable String patientId, @RequestBody Request request) {
        var reason = request.reason();
        var words = request.words();
        return new Opened(breakGlass.open(patientId, reason == null ? "" : reason, words == null ? "" : words));
    }
}

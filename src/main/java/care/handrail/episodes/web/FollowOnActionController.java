package care.handrail.episodes.web;

import care.handrail.episodes.FollowOnActionView;
import care.handrail.episodes.FollowOnActions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asks for what follows from an encounter, and shows where it stands. */
@RestController
@RequestMapping("/api/episodes/{reference}/follow-on-actions")
@Tag(name = "Episodes")
class FollowOnActionController {

    private final FollowOnActions actions;

    FollowOnActionController(FollowOnActions actions) {
        this.actions = actions;
    }

    /** What was opened. */
    record Asked(String id) {}

    @Operation(
            summary = "Ask for what follows from an encounter",
            description =
                    "One work item, with an owner and a day; the fields are those of the start form in Tasklist. It goes"
                            + " on when the episode ends. Permission: a clinician on the patient's care team.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples = @ExampleObject("{\"actionKind\": \"make-call\", \"actionOwner\":"
                                                            + " \"reception\", \"actionDueDate\": \"2026-12-01\","
                                                            + " \"actionOfficeNote\": \"Ask for a landline.\"}"))))
    @ApiResponse(responseCode = "201", description = "It is in its owner's hands, or waits for an owner.")
    @ApiResponse(responseCode = "400", description = "One sentence per field that is wrong.", content = @Content)
    @ApiResponse(responseCode = "403", description = "You are not on the patient's care team.", content = @Content)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Asked ask(@PathVariable String reference, HttpServletRequest request) throws IOException {
        return new Asked(actions.ask(reference, Body.fields(request)));
    }

    @Operation(
            summary = "Look at what follows from the encounters of an episode",
            description = "Codes and days only. Permission: whoever may look at the episode.")
    @ApiResponse(responseCode = "404", description = "There is none that you have a part in.", content = @Content)
    @GetMapping
    List<FollowOnActionView> list(@PathVariable String reference) {
        return actions.of(reference);
    }
}

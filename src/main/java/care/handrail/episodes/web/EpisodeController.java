package care.handrail.episodes.web;

import care.handrail.episodes.EndReason;
import care.handrail.episodes.EpisodeView;
import care.handrail.episodes.Episodes;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows an episode and offers what can be done with it outside of its work items. */
@RestController
@RequestMapping("/api/episodes/{reference}")
@Tag(name = "Episodes")
class EpisodeController {

    private final Episodes episodes;

    EpisodeController(Episodes episodes) {
        this.episodes = episodes;
    }

    @Operation(summary = "Look at an episode", description = """
                    Its status, operational values and open steps; nothing personal. The view is recorded. Permission: \
                    reception, care coordination and practice manager; anybody else with a queue while a step of the \
                    episode lies in an own queue or claim, or while on the patient's care team.""")
    @ApiResponse(responseCode = "200", description = "The episode.")
    @ApiResponse(responseCode = "404", description = "There is none that you have a part in.", content = @Content)
    @GetMapping
    EpisodeView view(@PathVariable String reference) {
        return episodes.view(reference);
    }

    @Operation(
            summary = "Close an episode before discharge",
            description = """
                    Every open step ends, nothing further is sent, drafts and letters are kept; it can be reopened. That a \
                    patient withdrew, moved or died is reported in Tasklist, where a second person confirms it. \
                    Permission: practice manager.""",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(examples = @ExampleObject("{\"reason\": \"closed-duplicate\"}"))))
    @ApiResponse(responseCode = "200", description = "The closed episode, with whatever does not end with it.")
    @ApiResponse(responseCode = "409", description = "It has ended already.", content = @Content)
    @PostMapping(path = "/close", consumes = MediaType.APPLICATION_JSON_VALUE)
    EpisodeView close(@PathVariable String reference, HttpServletRequest request) throws IOException {
        return episodes.close(reference, reason(Body.fields(request).get("reason")));
    }

    @Operation(summary = "Undo a mistaken closing", description = """
                    The patient is back at exactly the steps that were open, with their owners and deadlines. \
                    Permission: practice manager.""")
    @ApiResponse(responseCode = "200", description = "The running episode.")
    @ApiResponse(responseCode = "409", description = "It was not closed early.", content = @Content)
    @PostMapping("/reopen")
    EpisodeView reopen(@PathVariable String reference) {
        return episodes.reopen(reference);
    }

    @Operation(summary = "Try the failed steps again", description = "Permission: practice manager or administrator.")
    @ApiResponse(responseCode = "200", description = "The episode; the steps run in a moment.")
    @ApiResponse(
            responseCode = "204",
            description = "The steps run in a moment; you may not view the episode.",
            content = @Content)
    @ApiResponse(responseCode = "409", description = "No step has failed.", content = @Content)
    @PostMapping("/retry")
    ResponseEntity<EpisodeView> retry(@PathVariable String reference) {
        return episodes.retry(reference)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Operation(
            summary = "Pass an enquiry to a clinician at once",
            description = """
                    Clinicians get the work item "See this enquiry now", beside whatever else is open. Permission: \
                    reception or care coordination.""",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            "{\"passNote\": \"She says the pain is worse today.\"}"))))
    @ApiResponse(responseCode = "202", description = "A clinician is asked.", content = @Content)
    @ApiResponse(responseCode = "400", description = "The episode has ended.", content = @Content)
    @PostMapping(path = "/pass-to-clinician", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void passToClinician(@PathVariable String reference, HttpServletRequest request) throws IOException {
        episodes.passToClinician(reference, text(request, Episodes.PASS_NOTE));
    }

    @Operation(
            summary = "Add information that was received",
            description = """
                    Hands it to the step that waits for it, now or later; if none does, to care coordination. Permission: \
                    reception or care coordination.""",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            "{\"receivedInformation\": \"The date of birth is 3 May 1961.\"}"))))
    @ApiResponse(
            responseCode = "202",
            description = "Kept for good. The same key and content again get the same answer.")
    @ApiResponse(responseCode = "400", description = "The key or the text cannot be taken.", content = @Content)
    @ApiResponse(responseCode = "409", description = "The key came before with another content.", content = @Content)
    @PostMapping(path = "/information", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Inbox.Receipt receiveInformation(
            @PathVariable String reference,
            @Parameter(description = "Chosen by the sender, 8 to 128 characters: the same for the same information.")
                    @RequestHeader("Idempotency-Key")
                    String key,
            HttpServletRequest request)
            throws IOException {
        return episodes.receiveInformation(reference, key, text(request, Episodes.RECEIVED_INFORMATION));
    }

    private static String text(HttpServletRequest request, String field) throws IOException {
        var text = Body.fields(request).get(field);
        return text == null ? "" : text.toString();
    }

    private static EndReason reason(@Nullable Object code) {
        return EndReason.ofCode(String.valueOf(code))
                .filter(EndReason.ofTheOffice()::contains)
                .orElseThrow(() -> InvalidFormException.notOneOf(
                        "reason", "reasons", EndReason.ofTheOffice().stream().map(EndReason::code)));
    }
}

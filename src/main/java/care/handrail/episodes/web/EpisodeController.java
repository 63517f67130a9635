package care.handrail.episodes.web;

import care.handrail.episodes.EndReason;
import care.handrail.episodes.EpisodeView;
import care.handrail.episodes.Episodes;
import care.handrail.pathways.InvalidFormException;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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

    @GetMapping
    EpisodeView view(@PathVariable String reference) {
        return episodes.view(reference);
    }

    @PostMapping(path = "/close", consumes = MediaType.APPLICATION_JSON_VALUE)
    EpisodeView close(@PathVariable String reference, HttpServletRequest request) throws IOException {
        return episodes.close(reference, reason(Body.fields(request).get("reason")));
    }

    @PostMapping("/reopen")
    EpisodeView reopen(@PathVariable String reference) {
        return episodes.reopen(reference);
    }

    @PostMapping("/retry")
    EpisodeView retry(@PathVariable String reference) {
        return episodes.retry(reference);
    }

    @PostMapping("/pass-to-clinician")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void passToClinician(@PathVariable String reference) {
        episodes.passToClinician(reference);
    }

    private static EndReason reason(@Nullable Object code) {
        return EndReason.ofCode(String.valueOf(code))
                .filter(EndReason.ofTheOffice()::contains)
                .orElseThrow(() -> new InvalidFormException(Map.of(
                        "reason",
                        "Give one of these reasons: "
                                + EndReason.ofTheOffice().stream()
                                        .map(EndReason::code)
                                        .collect(Collectors.joining(", "))
                                + ".")));
    }
}

package care.handrail.episodes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An episode as its staff may see it: the envelope and what is open, nothing personal.
 *
 * @param reference short reference that staff read out
 * @param status for example {@code in-assessment}
 * @param pathway process id of the pathway
 * @param endReason reason code; null unless the episode was closed
 * @param retentionDate day until which the record has to be kept; null until it was chosen at discharge
 * @param envelope operational variables of the running pathway
 * @param openSteps what waits now
 */
public record EpisodeView(
        String reference,
        String status,
        String pathway,
        String site,
        String serviceLine,
        @Nullable String endReason,
        Instant openedAt,
        @Nullable Instant endedAt,
        @Nullable LocalDate retentionDate,
        Map<String, Object> envelope,
        List<Open> openSteps) {

    public EpisodeView {
        envelope = Map.copyOf(envelope);
        openSteps = List.copyOf(openSteps);
    }

    /**
     * A step that waits for a person, a message or a time.
     *
     * @param process id of the process that the step stands in
     * @param step id of its element
     * @param name what staff call the step
     * @param queue group id; null when the step waits for a message or a time
     * @param assignee user id of whoever claimed it
     */
    public record Open(
            String process,
            String step,
            String name,
            @Nullable String queue,
            @Nullable String assignee,
            @Nullable Instant since,
            @Nullable Instant due) {}
}

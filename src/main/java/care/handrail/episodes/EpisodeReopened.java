package care.handrail.episodes;

import java.time.Instant;

/**
 * A mistaken ending was undone. Announced in the same transaction.
 *
 * @param endedAt when the mistaken ending was
 */
public record EpisodeReopened(String episodeId, Instant endedAt) {}

package care.handrail.episodes;

/** An episode was closed before discharge, and its open steps with it. Announced in the same transaction. */
public record EpisodeEndedEarly(String episodeId) {}

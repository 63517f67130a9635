package care.handrail.episodes;

import java.util.Objects;

/** The episode's state does not allow the act; the sentence says why and what to do. Answered with status 409. */
public class EpisodeConflictException extends RuntimeException {

    public EpisodeConflictException(String sentence) {
        super(sentence);
    }

    /** Returns what to tell the person. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}

package care.handrail.episodes;

/**
 * No episode has the reference, or the person has no part in it: the two look alike, so that nobody learns from the
 * answer who is a patient. Answered with status 404.
 */
public class EpisodeNotFoundException extends RuntimeException {

    public EpisodeNotFoundException() {
        super("There is no episode with this reference. Look at the card of the work item for the right one.");
    }
}

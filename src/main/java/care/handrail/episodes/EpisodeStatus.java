package care.handrail.episodes;

import java.util.Locale;
import java.util.Set;

/** Where an episode of care stands, and where it can go from there. */
public enum EpisodeStatus {
    /** Asked for help, until registered and ready for scheduling. */
    ENQUIRY,
    IN_ASSESSMENT,
    IN_TREATMENT,
    IN_FOLLOW_UP,
    /** Ended as planned, with a clinician's signature. */
    DISCHARGED,
    /** Ended before discharge, with a reason. */
    CLOSED;

    /** Tells whether an episode can go from this status to the other. */
    public boolean canBecome(EpisodeStatus other) {
        return next().contains(other);
    }

    /** Tells whether the episode has ended. */
    public boolean isEnded() {
        return this == DISCHARGED || this == CLOSED;
    }

    /** Returns the status as the API writes it, for example {@code in-assessment}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Set<EpisodeStatus> next() {
        return switch (this) {
            case ENQUIRY -> Set.of(IN_ASSESSMENT, CLOSED);
            case IN_ASSESSMENT -> Set.of(IN_TREATMENT, IN_FOLLOW_UP, DISCHARGED, CLOSED);
            case IN_TREATMENT -> Set.of(IN_ASSESSMENT, IN_FOLLOW_UP, DISCHARGED, CLOSED);
            case IN_FOLLOW_UP -> Set.of(IN_ASSESSMENT, IN_TREATMENT, DISCHARGED, CLOSED);
            case DISCHARGED, CLOSED -> Set.of();
        };
    }
}

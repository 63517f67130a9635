package care.handrail.patients.intake;

import java.util.Locale;
import java.util.Set;

/** Where a document stands that has arrived. */
public enum IntakeState {
    /** Nobody has said yet whose it is. */
    RECEIVED,
    /** In a patient's record; somebody has yet to say that it is the right one, and to read it where it is clinical. */
    FILED,
    /** A referral to us: in the record of whoever is referred, and read as the referral goes on. */
    REFERRED,
    /** In the right record, and read. */
    CLOSED,
    /** Not for this clinic; given back, and not kept. */
    SET_ASIDE;

    /** Tells whether the state may follow this one. */
    public boolean canBecome(IntakeState next) {
        return next().contains(next);
    }

    /** Tells whether nothing more happens to it. */
    public boolean isEnd() {
        return next().isEmpty();
    }

    private Set<IntakeState> next() {
        return switch (this) {
            case RECEIVED -> Set.of(FILED, REFERRED, SET_ASIDE);
            case FILED -> Set.of(RECEIVED, CLOSED);
            case REFERRED, CLOSED, SET_ASIDE -> Set.of();
        };
    }

    /** Returns the state in words, for example "set aside". */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package care.handrail.patients.intake;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a document stands that has arrived. */
public enum IntakeState {
    /** Nobody has said yet whose it is. */
    RECEIVED,
    /** In a patient's record; somebody has yet to say that it is the right one, and to read it where it is clinical. */
    FILED,
    /** In the right record, and read. */
    CLOSED,
    /** Not for this clinic; given back, and not kept. */
    SET_ASIDE;

    private static final Map<IntakeState, Set<IntakeState>> NEXT = Map.of(
            RECEIVED, Set.of(FILED, SET_ASIDE),
            FILED, Set.of(RECEIVED, CLOSED),
            CLOSED, Set.of(),
            SET_ASIDE, Set.of());

    /** Tells whether the state may follow this one. */
    public boolean canBecome(IntakeState next) {
        return NEXT.get(this).contains(next);
    }

    /** Tells whether nothing more happens to it. */
    public boolean isEnd() {
        return NEXT.get(this).isEmpty();
    }

    /** Returns the state in words, for example "set aside". */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package care.handrail.patients.matching;

import java.util.Locale;

/** How far two values of a field agree. What each level means for a field stands in {@link Comparisons}. */
public enum Agreement {
    /** The same, apart from how it is written. */
    EXACT,
    /** The same but for one slip of the hand or a usual variant. */
    CLOSE,
    /** Alike in part. */
    SIMILAR,
    DIFFERENT;

    /** Returns the name as the model file writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

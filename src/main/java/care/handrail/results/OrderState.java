package care.handrail.results;

import java.util.Locale;

/** Where an order of a test stands. */
public enum OrderState {
    /** A result is waited for. */
    WAITING,
    /** A result was filed. */
    RESULTED,
    /** A clinician said that no result is needed any more, or that none will come. */
    ENDED;

    /** Returns the name as people and programs read it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

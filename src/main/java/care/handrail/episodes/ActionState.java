package care.handrail.episodes;

import java.util.Locale;

/** Where a follow-on action stands. */
public enum ActionState {
    /** Nobody does it yet; the encounter that it comes from cannot be closed. */
    UNOWNED,
    /** Somebody, or a role's queue, has it. */
    OWNED,
    DONE,
    /** A clinician said why it is not needed. */
    NOT_NEEDED;

    /** Returns the name as people and programs read it, for example {@code not-needed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package care.handrail.signoffs;

import java.util.Locale;

/** Where a sign-off stands. */
public enum SignOffState {
    /** Waits for a signature. */
    REQUESTED,
    /** One person has approved, and waits for a second one. */
    FIRST_SIGNED,
    /** Approved by everybody who had to. */
    SIGNED,
    /** Goes back to the author, who is asked to change something. */
    CHANGES_ASKED,
    /** Not approved, or nobody could be found to sign it. */
    REJECTED,
    /** Was approved, and the item has been changed since. */
    VOID,
    /** Whoever asked for it no longer needs it. */
    WITHDRAWN;

    /** Returns the name as people and programs read it, for example {@code changes-asked}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Tells whether somebody can still decide. */
    public boolean isOpen() {
        return this == REQUESTED || this == FIRST_SIGNED;
    }
}

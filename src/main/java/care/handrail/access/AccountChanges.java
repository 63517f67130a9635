package care.handrail.access;

import org.jspecify.annotations.Nullable;

/** Carries out what was decided about an account, in the caller's transaction. Asks for no permission. */
public interface AccountChanges {

    /**
     * Carries out the act and returns the new password; null when there is none.
     *
     * @param confirmedBy the second person; null when there was none
     * @throws IllegalArgumentException with a sentence, when a role does not go with the person's others
     */
    @Nullable
    String carryOut(AccountAct act, String userId, String by, @Nullable String confirmedBy);
}

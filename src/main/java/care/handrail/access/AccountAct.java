package care.handrail.access;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What two people do together to an account that is, or will be, one of a powerful role. */
public enum AccountAct {
    SET_PASSWORD("set-password", "Set a new password", null),
    REMOVE_PASSKEYS("remove-passkeys", "Remove all passkeys", null),
    GIVE_ADMINISTRATOR("give-administrator", "Give the role System administration", Role.ADMINISTRATOR),
    GIVE_COMPLIANCE("give-compliance", "Give the role Compliance", Role.COMPLIANCE),
    GIVE_GOVERNANCE("give-governance", "Give the role Clinical governance", Role.GOVERNANCE);

    private final String code;
    private final String label;
    private final @Nullable Role role;

    AccountAct(String code, String label, @Nullable Role role) {
        this.code = code;
        this.label = label;
        this.role = role;
    }

    /** Returns what a form, a command and the trail call it. */
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /** Returns the role that it gives; empty when it gives none. */
    public Optional<Role> role() {
        return Optional.ofNullable(role);
    }

    /** Returns the act of a code; empty when there is none. */
    public static Optional<AccountAct> of(String code) {
        return Arrays.stream(values()).filter(act -> act.code.equals(code)).findFirst();
    }

    /** Returns the act that gives the role; empty when one person alone gives it. */
    public static Optional<AccountAct> giving(Role role) {
        return Arrays.stream(values()).filter(act -> act.role == role).findFirst();
    }
}

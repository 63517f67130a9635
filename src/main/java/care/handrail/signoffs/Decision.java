package care.handrail.signoffs;

import java.util.Arrays;
import java.util.Locale;

/** What a signer decides. */
public enum Decision {
    APPROVE,
    ASK_FOR_CHANGES,
    REJECT;

    /** Returns the name as forms write it, for example {@code ask-for-changes}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the decision of a code. */
    public static Decision ofCode(String code) {
        return Arrays.stream(values())
                .filter(decision -> decision.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody decides so on a sign-off."));
    }
}

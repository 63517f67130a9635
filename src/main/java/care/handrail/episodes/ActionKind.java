package care.handrail.episodes;

import java.util.Arrays;
import java.util.Locale;

/** What kind of work follows from an encounter. */
public enum ActionKind {
    REVIEW_TEST("Review a test", true),
    HAND_OFF_PRESCRIPTION("Hand off a prescription", true),
    WRITE_LETTER("Write a letter", false),
    MAKE_CALL("Make a call", false);

    private final String label;
    private final boolean clinical;

    ActionKind(String label, boolean clinical) {
        this.label = label;
        this.clinical = clinical;
    }

    public String label() {
        return label;
    }

    /** Tells whether only a clinician does such work. */
    boolean isClinical() {
        return clinical;
    }

    /** Returns the name as forms write it, for example {@code review-test}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ActionKind ofCode(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no follow-on action of this kind."));
    }
}

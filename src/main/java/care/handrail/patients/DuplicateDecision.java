package care.handrail.patients;

import java.util.Arrays;
import java.util.Optional;

/** What a person decided about two patients who look alike. */
public enum DuplicateDecision {
    SAME_PERSON("same-person"),
    DIFFERENT_PERSON("different-person"),
    CANNOT_TELL("cannot-tell"),
    /** Another one in the list was chosen; nothing was said about this one. */
    NOT_CHOSEN("not-chosen");

    private final String code;

    DuplicateDecision(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Returns the decision with the code; empty for an unknown code. */
    public static Optional<DuplicateDecision> ofCode(String code) {
        return Arrays.stream(values())
                .filter(decision -> decision.code.equals(code))
                .findFirst();
    }
}

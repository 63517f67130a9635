package care.handrail.incidents;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why somebody opens the record of a patient whom they do not treat. */
public enum BreakGlassReason {
    EMERGENCY("The patient is in danger and cannot wait"),
    ASKED_FOR_ADVICE("I was asked for advice about the patient"),
    COVERING("I stand in for a colleague"),
    PATIENT_IS_HERE("The patient is here, or on the telephone"),
    SAFEGUARDING("To protect the patient or somebody else"),
    OTHER("Another reason");

    private final String label;

    BreakGlassReason(String label) {
        this.label = label;
    }

    /** Returns the reason with the code, for example {@code covering}. */
    public static Optional<BreakGlassReason> ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    /** Returns the name as forms and diagrams write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String label() {
        return label;
    }
}

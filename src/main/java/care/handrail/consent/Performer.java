package care.handrail.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who was told or decided: the patient, or somebody on the patient's behalf (FHIR: {@code Consent.performer}). */
public enum Performer {
    PATIENT,
    PARENT,
    GUARDIAN,
    /** Somebody to whom the patient or a court gave the power to decide. */
    ATTORNEY;

    /** Returns the code that diagrams and forms use. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Performer> ofCode(String code) {
        return Arrays.stream(values())
                .filter(performer -> performer.code().equals(code))
                .findFirst();
    }
}

package care.handrail.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A class of data: it decides where a value is kept and which roles may do what with it. */
public enum DataClass {
    /** A code, number, date, flag or opaque id that the engine may carry. */
    OPERATIONAL,
    IDENTITY,
    CONTACT,
    CLINICAL,
    BILLING,
    /** Name and year of birth: what tells one patient from another in a list. No form field is of it. */
    MINIMAL_IDENTITY,
    /** Who saw or did what, and why. */
    AUDIT_TRAIL;

    /** Returns the classes that a form's fields can have. */
    public static List<DataClass> ofForms() {
        return List.of(OPERATIONAL, IDENTITY, CONTACT, CLINICAL, BILLING, AUDIT_TRAIL);
    }

    /** Returns the class with the code, for example {@code clinical}. */
    public static DataClass named(String code) {
        return Arrays.stream(values())
                .filter(dataClass -> dataClass.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no data class of this name."));
    }

    /** Returns the name as forms and the permission matrix write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package care.handrail.access;

import java.util.Locale;

/** The class of a form field's data: it decides where the value is kept and which roles may see it. */
public enum DataClass {
    /** A code, number, date, flag or opaque id that the engine may carry. */
    OPERATIONAL,
    IDENTITY,
    CONTACT,
    CLINICAL,
    BILLING;

    /** Returns the class named in a form's {@code dataClass} property, for example {@code clinical}. */
    public static DataClass named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Returns the name as forms write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

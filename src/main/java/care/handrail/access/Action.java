package care.handrail.access;

import java.util.Locale;

/** What somebody does with data of a patient. */
public enum Action {
    /** Writes down something new. */
    CREATE,
    VIEW,
    /** Corrects what is recorded; the earlier version is kept. */
    AMEND,
    /** Takes it out of the system. */
    EXPORT,
    DELETE;

    /** Returns the name as the permission matrix writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

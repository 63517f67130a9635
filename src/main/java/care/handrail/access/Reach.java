package care.handrail.access;

import java.util.Locale;

/** Of which patients a role may do something; each reach holds the ones after it. */
public enum Reach {
    /** Of every patient of the clinic. */
    ANY,
    /** Of patients of whom a work item lies in an own queue, or whose care team the person is on. */
    QUEUE,
    /** Of patients whose care team the person is on. */
    TEAM;

    /** Returns the name as the permission matrix writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

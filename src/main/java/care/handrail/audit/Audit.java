package care.handrail.audit;

import java.util.Collection;

/**
 * The trail of who saw or did what. Who, when, from where and in which request are added here; the caller says what.
 *
 * <p>An act that cannot be recorded does not happen: each method fails when the row cannot be written.
 */
public interface Audit {

    /** Records an act in the caller's transaction, so that act and record stand or fall together. */
    void record(AuditEvent event);

    /** Records several acts as {@link #record} does, in one go. */
    default void recordAll(Collection<AuditEvent> events) {
        events.forEach(this::record);
    }

    /** Records a refusal in a transaction of its own, so that the caller's rollback keeps it. */
    void refuse(AuditEvent event);
}

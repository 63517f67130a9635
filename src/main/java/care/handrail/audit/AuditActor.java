package care.handrail.audit;

/** Who acts now; the access room answers, because it lies above this one. */
public interface AuditActor {

    /** Returns the user id, or {@code system} in a job of the engine. */
    String userId();

    /** Returns the person's roles, joined by a comma; empty in a job of the engine. */
    String roles();
}

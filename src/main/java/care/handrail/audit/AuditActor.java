package care.handrail.audit;

import java.util.Optional;

/** Who acts now; the access room answers, because it lies above this one. */
public interface AuditActor {

    /**
     * Returns the user id; empty when nobody is signed in. The trail then says {@code anonymous} for a web request and
     * {@code system} for a job of the engine.
     */
    Optional<String> userId();

    /** Returns the person's roles, joined by a comma; empty when nobody is signed in. */
    String roles();
}

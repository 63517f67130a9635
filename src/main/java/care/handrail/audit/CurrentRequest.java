package care.handrail.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The web request that this thread serves.
 *
 * @param id names the request in the audit trail, the logs and the response
 * @param clientAddress network address of the caller
 */
public record CurrentRequest(String id, String clientAddress) {

    private static final ThreadLocal<@Nullable CurrentRequest> CURRENT = new ThreadLocal<>();

    /** Returns the request of this thread; empty in a job of the engine. */
    public static Optional<CurrentRequest> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Says that this thread serves the request from now on. */
    public void begin() {
        CURRENT.set(this);
    }

    /** Says that this thread serves no request any more. */
    public static void end() {
        CURRENT.remove();
    }
}

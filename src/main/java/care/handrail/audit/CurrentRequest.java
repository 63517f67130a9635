package care.handrail.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The web request that this thread serves. */
public final class CurrentRequest {

    private static final ThreadLocal<@Nullable CurrentRequest> CURRENT = new ThreadLocal<>();

    private final String id;
    private final String clientAddress;
    private @Nullable String asked;
    private boolean refusalRecorded;

    /**
     * A request.
     *
     * @param id names the request in the audit trail, the logs and the response
     * @param clientAddress network address of the caller
     */
    public CurrentRequest(String id, String clientAddress) {
        this.id = id;
        this.clientAddress = clientAddress;
    }

    /** Returns the request of this thread; empty in a job of the engine. */
    public static Optional<CurrentRequest> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    public String id() {
        return id;
    }

    public String clientAddress() {
        return clientAddress;
    }

    /** Says what is asked for, in words that may be kept in clear, where no route of ours tells. */
    public void asksFor(String what) {
        asked = what;
    }

    /** Returns what is asked for; empty unless somebody said so. */
    public Optional<String> asked() {
        return Optional.ofNullable(asked);
    }

    /** Remembers that the trail holds a refusal of this request. */
    public void refusalWasRecorded() {
        refusalRecorded = true;
    }

    /** Tells whether the trail holds a refusal of this request already. */
    public boolean isRefusalRecorded() {
        return refusalRecorded;
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

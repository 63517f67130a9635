package care.handrail.pathways.engine;

import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;

/**
 * What somebody asked for is refused. The message is a sentence for people that holds nothing of what they typed, and
 * may be shown as it is.
 */
class RefusedException extends BadUserRequestException {

    private final int status;

    /**
     * Refuses.
     *
     * @param status HTTP status (RFC 9110)
     */
    RefusedException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** Refuses because the person may not do it. */
    static RefusedException forbidden(String sentence) {
        return new RefusedException(403, sentence);
    }

    /** Refuses because the state of things has moved on. */
    static RefusedException conflict(String sentence) {
        return new RefusedException(409, sentence);
    }

    int status() {
        return status;
    }

    /** Returns the refusal among the causes; the engine wraps what its listeners throw. */
    static Optional<RefusedException> in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }
}

package care.handrail.pathways;

import java.util.Map;
import java.util.Optional;

/** Lets a room go on with what is over because of a message that came afterwards; what no room takes is sorted by people. */
public interface LateMessages {

    /**
     * Goes on where the message changes how it ended. Called in the transaction that delivers the message; a failure is tried
     * again, as with a process that fails to take it.
     *
     * @param message name, as the diagrams write it
     * @param key business key of the process that is over
     * @return id of the process that goes on; empty when the message changes nothing here
     */
    Optional<String> take(String message, String key, Map<String, Object> variables);
}

package care.handrail.pathways;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Takes in what others tell us, and what our processes tell each other, so that a message is neither lost nor acted on twice, whether it comes early, late or
 * several times.
 */
public interface Inbox {

    /**
     * Stores a message for good and has it delivered to the process that waits for it, now or later.
     *
     * <p>Runs in a transaction of its own: when this returns, the message and its letter are committed and will be
     * delivered, or shown to care coordination if no process takes it. A message whose idempotency key is known is
     * not stored again; it is answered with the first one's receipt. Permission is the caller's affair.
     *
     * @throws DifferentMessageException when the idempotency key came before with another content
     * @throws IllegalArgumentException when the message is malformed; the sentence says what is wrong
     */
    Receipt receive(InboundMessage message);

    /**
     * Stores what one of our processes tells another, in the caller's transaction: it is delivered after the commit, and
     * was never said after a rollback. Otherwise as {@link #receive}. For steps and for façades that start processes;
     * what comes from outside is received.
     *
     * @throws DifferentMessageException when the idempotency key came before with another content
     * @throws IllegalArgumentException when the message is malformed; the sentence says what is wrong
     * @throws org.springframework.transaction.IllegalTransactionStateException when the caller has no transaction
     */
    Receipt post(InboundMessage message);

    /** Returns the messages of the name that no process has taken yet, in the order in which they came. */
    List<Waiting> waiting(String episodeId, String name);

    /**
     * A message that no process has taken yet.
     *
     * @param variables what it tells the process
     */
    record Waiting(Instant receivedAt, Map<String, Object> variables) {}

    /** Delivers now, in the caller's transaction, what is on its way to the processes with the key, as its own job would. */
    void deliver(String episodeId);

    /**
     * The answer to the sender, the same for every repetition.
     *
     * @param id opaque id of the message
     * @param receivedAt when it came for the first time
     */
    record Receipt(String id, Instant receivedAt) {}

    /** The idempotency key was used before for another message. Answered with status 409. */
    class DifferentMessageException extends RuntimeException {

        public DifferentMessageException() {
            super("This idempotency key came before with different content."
                    + " Send the same content again, or use a new key for a new message.");
        }
    }
}

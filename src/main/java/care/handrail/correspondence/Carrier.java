package care.handrail.correspondence;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes things out of the clinic by one channel; a bean for each.
 *
 * <p>A carrier keeps no state and never tries again by itself: whoever calls it does.
 */
public interface Carrier {

    /** Returns the channel's code in {@code consent/purposes.yaml}, for example {@code email}. */
    String channel();

    /** Tells whether the clinic has set the channel up. What would go by one that is not set up is printed. */
    boolean isConfigured();

    /** Tells whether the channel can reach the address. */
    boolean reaches(Address address);

    /**
     * Sends it once, in no transaction.
     *
     * @param lastMoment to be called exactly once, as late as possible: when it returns, the other side may accept; when
     *     it throws, or was not called, the other side must not have accepted anything
     * @return the other side's own id of it; null when it gives none
     * @throws NotDeliveredException when it was not accepted, or when nobody can tell
     */
    @Nullable
    String carry(Outgoing outgoing, LastMoment lastMoment) throws NotDeliveredException;

    /**
     * Asks the other side for what it was handed in a try whose answer nobody has heard.
     *
     * @param id of the intent
     * @param attempt number of the try
     * @return the other side's own id of it; empty when it does not know it, keeps no such numbers or does not answer, and
     *     then it may have accepted it all the same
     */
    default Optional<String> find(String id, int attempt) {
        return Optional.empty();
    }

    /** Makes known, for good, that from now on the other side may accept. */
    interface LastMoment {

        /** Throws when it must not be sent after all. */
        void handOver();
    }

    /**
     * What goes out.
     *
     * @param id opaque id of the intent, the same in every try: it goes along, so that whoever gets a thing twice can tell
     * @param attempt number of the try
     * @param subject null where the channel has none
     * @param patientId whom it is about; nothing that goes out says it
     * @param template id of the template that the text was made of
     */
    record Outgoing(
            String id,
            int attempt,
            String patientId,
            String reference,
            String template,
            Address to,
            @Nullable String subject,
            String text,
            List<Attachment> attachments) {

        public Outgoing {
            attachments = List.copyOf(attachments);
        }

        /** Returns nothing of the content, because it would end up in logs. */
        @Override
        public String toString() {
            return "Outgoing[id=" + id + ", template=" + template + "]";
        }
    }

    /** A document that goes along. */
    record Attachment(String fileName, String mediaType, byte[] content) {}
}

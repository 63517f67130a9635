package care.handrail.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody was told, agreed or said no; never changed once it is recorded.
 *
 * @param kind what happened
 * @param purpose code of {@code consent/purposes.yaml}
 * @param recipient the one recipient that was spoken of; null for all of the purpose
 * @param channel the one channel that was spoken of; null for all of the purpose
 * @param text the text that was given or agreed to; null when there was none
 * @param performer who was told or decided
 * @param authority code of what was seen that shows that they may decide; null when nothing had to be
 * @param way how they were told, or told us
 * @param recordedBy user id
 */
public record ConsentEntry(
        String id,
        String patientId,
        @Nullable String episodeId,
        Kind kind,
        String purpose,
        @Nullable String recipient,
        @Nullable String channel,
        @Nullable TextVersion text,
        Performer performer,
        @Nullable String authority,
        String way,
        String recordedBy,
        Instant recordedAt) {

    /** What happened. {@code PERMIT} and {@code DENY} are the types of FHIR's {@code Consent.provision}. */
    public enum Kind {
        TOLD,
        PERMIT,
        DENY
    }

    /**
     * One version of a text.
     *
     * @param hash SHA-256 of the text, in hexadecimal digits
     */
    public record TextVersion(String id, int version, String language, String hash) {}

    /** Tells whether what was said speaks of the use. */
    boolean covers(Use use) {
        return purpose.equals(use.purpose())
                && (recipient == null || recipient.equals(use.recipient()))
                && (channel == null || channel.equals(use.channel()));
    }

    /** Tells whether this names all that the other one names, so that it may take the other one back. */
    boolean speaksOf(ConsentEntry other) {
        return (other.recipient == null || other.recipient.equals(recipient))
                && (other.channel == null || other.channel.equals(channel));
    }
}

package care.handrail.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A signed statement of what one batch of the trail holds and which statement came before. Whoever keeps the latest one
 * can tell whether anything before it was changed.
 *
 * @param batch 1 for the first, then without gaps
 * @param events how many rows the batch holds
 * @param firstEvent lowest number of them
 * @param upTo highest number of this batch and all before it
 * @param root root of the hash tree (RFC 6962) over the rows in order of their numbers, in hexadecimal digits
 * @param previous SHA-256 of the signed text of the batch before, in hexadecimal digits; zeros for the first
 * @param sealedAt when, by the clock of the machine that sealed it
 * @param key id of the key that signed it
 * @param signature Ed25519 over the canonical JSON (RFC 8785) of all the others, in base64
 */
public record Checkpoint(
        long batch,
        int events,
        @JsonProperty("first_event") long firstEvent,
        @JsonProperty("up_to") long upTo,
        String root,
        String previous,
        @JsonProperty("sealed_at") Instant sealedAt,
        String key,
        String signature) {}

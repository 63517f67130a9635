package care.handrail.signoffs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-off stands, in codes and opaque ids.
 *
 * @param kind code of the kind of item
 * @param role group id of the role that signs
 * @param until by when it is asked for; null when the clinic's own target counts
 * @param settledAt when it was decided, withdrawn or given back; null while it is open
 * @param voidedAt when the item was changed under the signature; null when it was not
 * @param signatures what was decided, in the order in which it was
 */
public record SignOffView(
        String id,
        String kind,
        String itemId,
        String patientId,
        String author,
        String role,
        SignOffState state,
        Instant requestedAt,
        @Nullable Instant until,
        @Nullable Instant settledAt,
        @Nullable Instant voidedAt,
        List<Signature> signatures) {

    public SignOffView {
        signatures = List.copyOf(signatures);
    }

    /**
     * What one person decided on what they were shown.
     *
     * @param signer user id
     * @param decision code of a {@link Decision}
     * @param reason code; null for an approval
     * @param hash SHA-256 in hexadecimal of what the person was shown, as JSON with its members in order
     */
    public record Signature(
            String signer, String decision, @Nullable String reason, String hash, Instant signedAt) {}
}

package care.handrail.consent;

import org.jspecify.annotations.Nullable;

/**
 * A patient, or somebody on the patient's behalf, said no. Published in the transaction that records it: whoever has
 * something pending that it covers stops it there and then.
 *
 * @param recipientCode null for every recipient of the purpose
 * @param channelCode null for every channel of the purpose
 */
public record ConsentWithdrawn(
        String patientId,
        String consentId,
        String purposeCode,
        @Nullable String recipientCode,
        @Nullable String channelCode) {}

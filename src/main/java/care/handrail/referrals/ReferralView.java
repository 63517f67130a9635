package care.handrail.referrals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A referral to another service as staff see it on the record: where it stands, and nothing of what it says.
 *
 * @param reference short reference that staff read out
 * @param service name of the service
 * @param state for example {@code info-needed}
 * @param endedAt null until a clinician closes it
 */
public record ReferralView(
        String reference,
        String service,
        String state,
        Instant stateSince,
        @Nullable Instant endedAt) {}

package care.handrail.referrals;

import java.util.Map;
import java.util.Set;

/** Where a referral to us stands. */
public enum InboundState {
    /** Acknowledged; a clinician has yet to decide. */
    RECEIVED,
    /** The patient is under care; the referrer has yet to learn it. */
    ACCEPTED,
    /** Not taken on, with advice or as a repetition; the referrer has yet to learn it. */
    REJECTED,
    /** Decided, and the referrer has our answer. */
    ANSWERED;

    private static final Map<InboundState, Set<InboundState>> NEXT = Map.of(
            RECEIVED, Set.of(ACCEPTED, REJECTED),
            ACCEPTED, Set.of(ANSWERED),
            REJECTED, Set.of(ANSWERED),
            ANSWERED, Set.of());

    /** Tells whether the state may follow this one. */
    public boolean canBecome(InboundState next) {
        return NEXT.get(this).contains(next);
    }
}

package care.handrail.referrals;

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

    /** Tells whether the state may follow this one. */
    public boolean canBecome(InboundState next) {
        return next().contains(next);
    }

    private Set<InboundState> next() {
        return switch (this) {
            case RECEIVED -> Set.of(ACCEPTED, REJECTED);
            case ACCEPTED, REJECTED -> Set.of(ANSWERED);
            case ANSWERED -> Set.of();
        };
    }
}

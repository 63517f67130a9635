package care.handrail.referrals;

import java.util.Set;

/** Where our report to a referrer about the end of the care stands. */
public enum ReportState {
    /** The patient is under care; the report becomes due when that ends. */
    AWAITED,
    /** The care has ended; nothing has gone out. */
    DUE,
    /** A letter was handed over to be sent. */
    SENDING,
    /** The letter has reached the referrer, as far as its channel knows. */
    SENT,
    /** A person got it to the referrer. */
    TOLD,
    /** A clinician said that there is nothing to tell. */
    NOT_SENT,
    /** A person tried, and the referrer cannot be reached at all. */
    UNREACHED,
    /** The episode was reopened while the letter was on its way; it was called back, unless it had left. */
    RECALLED;

    /** Tells whether the state may follow this one. */
    public boolean canBecome(ReportState next) {
        return next().contains(next);
    }

    /** Tells whether the referrer has had a report, or may have. */
    public boolean wentOut() {
        return this == SENDING || this == SENT || this == TOLD || this == RECALLED;
    }

    private Set<ReportState> next() {
        return switch (this) {
            case AWAITED -> Set.of(DUE);
            case DUE -> Set.of(AWAITED, SENDING, TOLD, NOT_SENT);
            // A letter that the patient does not want goes back to the clinician, who may have it sent after all.
            case SENDING -> Set.of(SENDING, SENT, TOLD, NOT_SENT, UNREACHED, RECALLED);
            case SENT, TOLD, NOT_SENT, UNREACHED, RECALLED -> Set.of();
        };
    }
}

package care.handrail.referrals;

import java.util.Locale;

/** Where a referral to another service stands. That it was delivered says nothing of whether anybody accepts it. */
public enum ReferralState {
    DRAFT,
    SENT,
    DELIVERED,
    /** The service says that it has it. */
    RECEIVED,
    /** The service needs to know more before it decides. */
    INFO_NEEDED,
    ACCEPTED,
    REJECTED,
    /** The appointment is known. */
    SCHEDULED,
    ATTENDED,
    NO_SHOW,
    /** The service's report is here, and a clinician has to read it. */
    REPORT_BACK,
    CLOSED,
    CANCELLED;

    /** Returns the name as diagrams and the interface write it, for example {@code info-needed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Tells whether nothing can follow any more. */
    public boolean isEnd() {
        return this == CLOSED || this == CANCELLED;
    }
}

package care.handrail.referrals;

/** The referral is in a state in which this cannot happen. Answered with status 409. */
public class ReferralConflictException extends RuntimeException {

    public ReferralConflictException(String sentence) {
        super(sentence);
    }
}

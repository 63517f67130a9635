package care.handrail.referrals;

/** There is no such referral. Answered with status 404. */
public class ReferralNotFoundException extends RuntimeException {

    public ReferralNotFoundException() {
        super("There is no such referral. Check its id.");
    }
}

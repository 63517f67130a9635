package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.STATE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Cancels the referral as far as there is something to cancel. */
@Component
class CancelReferral implements Step {

    private final OutboundReferrals referrals;

    CancelReferral(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.set(STATE, referrals.cancel(context.episodeId()).code());
    }
}

package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.CANCEL_REASON;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Puts the wish to cancel into the inbox of the referral. */
@Component
class PassCancelOn implements Step {

    private final OutboundReferrals referrals;

    PassCancelOn(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        referrals.passCancel(context.episodeId(), context.processInstanceId(), context.require(CANCEL_REASON));
    }
}

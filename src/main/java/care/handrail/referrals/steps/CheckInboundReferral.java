package care.handrail.referrals.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.InboundReferrals;
import org.springframework.stereotype.Component;

/** Looks whether a referral to us says what is needed. */
@Component
class CheckInboundReferral implements Step {

    private final InboundReferrals referrals;

    CheckInboundReferral(InboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.set(InboundVariables.REFERRAL_COMPLETE, referrals.isComplete(context.episodeId()));
    }
}

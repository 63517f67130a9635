package care.handrail.referrals.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.InboundReferrals;
import org.springframework.stereotype.Component;

/** Notes that a referral to us was not accepted. */
@Component
class RejectInboundReferral implements Step {

    private final InboundReferrals referrals;

    RejectInboundReferral(InboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        referrals.reject(context.episodeId(), context.require(InboundVariables.REFERRAL_TRIAGE));
    }
}

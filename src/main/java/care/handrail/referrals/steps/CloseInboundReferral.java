package care.handrail.referrals.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.InboundReferrals;
import org.springframework.stereotype.Component;

/** Ends a referral to us, whose referrer has our answer. */
@Component
class CloseInboundReferral implements Step {

    private final InboundReferrals referrals;

    CloseInboundReferral(InboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        referrals.close(context.episodeId());
    }
}

package care.handrail.referrals.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.InboundReferrals;
import org.springframework.stereotype.Component;

/** Flags that somebody who may be the same person has an open referral to us. */
@Component
class LookForRepeatedReferral implements Step {

    private final InboundReferrals referrals;

    LookForRepeatedReferral(InboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.set(InboundVariables.REFERRAL_REPEATED, referrals.isRepeated(context.episodeId()));
    }
}

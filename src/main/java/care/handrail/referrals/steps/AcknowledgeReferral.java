package care.handrail.referrals.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.InboundReferrals;
import org.springframework.stereotype.Component;

/** Has whoever wrote a letter or an e-mail told that their referral is here. */
@Component
class AcknowledgeReferral implements Step {

    private final InboundReferrals referrals;

    AcknowledgeReferral(InboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.get(InboundVariables.REFERRAL_WAY).ifPresent(way -> referrals.acknowledge(context.episodeId(), way));
    }
}

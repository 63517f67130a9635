package care.handrail.referrals.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.InboundReferrals;
import org.springframework.stereotype.Component;

/** Takes the patient on. */
@Component
class AcceptInboundReferral implements Step {

    private final InboundReferrals referrals;

    AcceptInboundReferral(InboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        referrals.accept(context.episodeId());
    }
}

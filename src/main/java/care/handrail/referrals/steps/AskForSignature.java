package care.handrail.referrals.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Asks clinicians to sign what would go out. */
@Component
class AskForSignature implements Step {

    private final OutboundReferrals referrals;

    AskForSignature(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        referrals.askForSignature(context.episodeId());
    }
}

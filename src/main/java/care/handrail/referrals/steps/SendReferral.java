package care.handrail.referrals.steps;

import static care.handrail.correspondence.Correspondence.CORRESPONDENCE_ID;
import static care.handrail.referrals.ReferralVariables.STATE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Hands the letter over to be sent. */
@Component
class SendReferral implements Step {

    private final OutboundReferrals referrals;

    SendReferral(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.set(CORRESPONDENCE_ID, referrals.send(context.episodeId()));
        context.set(STATE, "sent");
    }
}

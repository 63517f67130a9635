package care.handrail.referrals.steps;

import static care.handrail.correspondence.Correspondence.CORRESPONDENCE_OUTCOME;
import static care.handrail.referrals.ReferralVariables.BACK;
import static care.handrail.referrals.ReferralVariables.STATE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Notes what became of the letter. */
@Component
class RecordDelivery implements Step {

    private final OutboundReferrals referrals;

    RecordDelivery(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        var state = referrals.delivered(context.episodeId(), context.require(CORRESPONDENCE_OUTCOME));
        context.set(STATE, state.code());
        context.set(BACK, "not-delivered");
    }
}

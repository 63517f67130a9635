package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.CLOSER;
import static care.handrail.referrals.ReferralVariables.OUTCOME;
import static care.handrail.referrals.ReferralVariables.STATE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Closes the referral in the name of the clinician who told the patient. */
@Component
class CloseReferral implements Step {

    private final OutboundReferrals referrals;

    CloseReferral(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.set(
                STATE,
                referrals.close(context.episodeId(), context.require(CLOSER)).code());
        context.set(OUTCOME, "closed");
    }
}

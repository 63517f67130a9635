package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.COMPLETE;
import static care.handrail.referrals.ReferralVariables.DOCUMENTS;
import static care.handrail.referrals.ReferralVariables.REFERRER;
import static care.handrail.referrals.ReferralVariables.SERVICE;
import static care.handrail.referrals.ReferralVariables.URGENCY;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Takes the clinician's decisions and looks whether all that the service requires is there. */
@Component
class CheckReferral implements Step {

    private final OutboundReferrals referrals;

    CheckReferral(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.set(
                COMPLETE,
                referrals.check(
                        context.episodeId(),
                        context.require(SERVICE),
                        context.require(URGENCY).equals("urgent"),
                        context.require(REFERRER),
                        context.require(DOCUMENTS)));
    }
}

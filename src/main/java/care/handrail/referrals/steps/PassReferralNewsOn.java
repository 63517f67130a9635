package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.APPOINTMENT;
import static care.handrail.referrals.ReferralVariables.NEWS;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Puts what a service said on the telephone into the inbox of the referral. */
@Component
class PassReferralNewsOn implements Step {

    private final OutboundReferrals referrals;

    PassReferralNewsOn(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        referrals.pass(
                context.episodeId(),
                context.processInstanceId(),
                context.require(NEWS),
                context.get(APPOINTMENT).orElse(null));
    }
}

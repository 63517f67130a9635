package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.HELD;
import static care.handrail.referrals.ReferralVariables.STATE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import org.springframework.stereotype.Component;

/** Looks where the referral stands at this moment. */
@Component
class LookWhereReferralStands implements Step {

    private final OutboundReferrals referrals;

    LookWhereReferralStands(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.set(STATE, referrals.state(context.episodeId()).code());
        context.set(HELD, referrals.isHeld(context.episodeId()));
    }
}

package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.ANSWER_WITHIN;
import static care.handrail.referrals.ReferralVariables.DEADLINE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import java.time.Duration;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Sets when somebody asks if the service tells nothing. */
@Component
class SetReferralDeadline implements Step {

    private final OutboundReferrals referrals;

    SetReferralDeadline(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        var within = Duration.parse(context.require(ANSWER_WITHIN));
        context.set(DEADLINE, Date.from(referrals.deadline(context.episodeId(), within)));
    }
}

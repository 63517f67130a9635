package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.APPOINTMENT;
import static care.handrail.referrals.ReferralVariables.NEWS;
import static care.handrail.referrals.ReferralVariables.SPEAKER;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.ReferralNews;
import org.springframework.stereotype.Component;

/** Puts what a service said on the telephone into the inbox of the referral. */
@Component
class PassReferralNewsOn implements Step {

    private final ReferralNews news;

    PassReferralNewsOn(ReferralNews news) {
        this.news = news;
    }

    @Override
    public void run(StepContext context) {
        news.pass(
                context.episodeId(),
                context.processInstanceId(),
                context.require(NEWS),
                context.require(SPEAKER),
                context.get(APPOINTMENT).orElse(null));
    }
}

package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.CANCEL_REASON;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.ReferralNews;
import org.springframework.stereotype.Component;

/** Puts the wish to cancel into the inbox of the referral. */
@Component
class PassCancelOn implements Step {

    private final ReferralNews news;

    PassCancelOn(ReferralNews news) {
        this.news = news;
    }

    @Override
    public void run(StepContext context) {
        news.passCancel(context.episodeId(), context.processInstanceId(), context.require(CANCEL_REASON));
    }
}

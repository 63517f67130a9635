package care.handrail.referrals.steps;

import static care.handrail.correspondence.Correspondence.CORRESPONDENCE_ID;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.InboundReferrals;
import org.springframework.stereotype.Component;

/** Has our answer sent to the referrer. */
@Component
class AnswerReferrer implements Step {

    private final InboundReferrals referrals;

    AnswerReferrer(InboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        context.set(CORRESPONDENCE_ID, referrals.answer(context.episodeId()));
    }
}

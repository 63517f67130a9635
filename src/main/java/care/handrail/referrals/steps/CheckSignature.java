package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.BACK;
import static care.handrail.referrals.ReferralVariables.DECIDED;
import static care.handrail.referrals.ReferralVariables.OUTCOME;
import static care.handrail.referrals.ReferralVariables.SIGNED;
import static care.handrail.referrals.ReferralVariables.SIGN_OFF_OUTCOME;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import java.time.Instant;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Looks whether what was signed is what would go out. */
@Component
class CheckSignature implements Step {

    private final OutboundReferrals referrals;

    CheckSignature(OutboundReferrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public void run(StepContext context) {
        // An earlier approval of the same words is no answer to having been asked again.
        var outcome = context.require(SIGN_OFF_OUTCOME);
        var signed = outcome.equals("approved") && referrals.isSigned(context.episodeId());
        // Of what was decided before this was kept, nobody knows when: the clinician looks once more.
        var decided = context.get(DECIDED).map(Date::toInstant).orElse(Instant.EPOCH);
        var news = referrals.hasComeInSince(context.episodeId(), decided);
        context.set(SIGNED, signed && !news);
        if (!signed) {
            context.set(BACK, outcome.equals("changes-asked") ? outcome : "no-signature");
        } else if (news) {
            context.set(BACK, "news-came");
        }
        context.set(OUTCOME, "send");
    }
}

package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.COMPLETE;
import static care.handrail.referrals.ReferralVariables.DECIDED;
import static care.handrail.referrals.ReferralVariables.DOCUMENTS;
import static care.handrail.referrals.ReferralVariables.OUTCOME;
import static care.handrail.referrals.ReferralVariables.REFERRER;
import static care.handrail.referrals.ReferralVariables.SERVICE;
import static care.handrail.referrals.ReferralVariables.URGENCY;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import java.time.Clock;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Takes the clinician's decisions and looks whether all that the service requires is there. */
@Component
class CheckReferral implements Step {

    private final OutboundReferrals referrals;
    private final Clock clock;

    CheckReferral(OutboundReferrals referrals, Clock clock) {
        this.referrals = referrals;
        this.clock = clock;
    }

    @Override
    public void run(StepContext context) {
        // Who fills gaps carries out what a clinician decided before, and decides nothing.
        if (context.get(OUTCOME).filter("gaps-filled"::equals).isEmpty()) {
            context.set(DECIDED, Date.from(clock.instant()));
        }
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

package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.CLOSER;
import static care.handrail.referrals.ReferralVariables.OUTCOME;
import static care.handrail.referrals.ReferralVariables.STATE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.OutboundReferrals;
import care.handrail.referrals.ReferralState;
import care.handrail.referrals.ReportReading;
import care.handrail.referrals.ReportReading.Reading;
import org.springframework.stereotype.Component;

/** Closes the referral in the name of the clinician who told the patient, unless its report has not been read as it is now. */
@Component
class CloseReferral implements Step {

    private final OutboundReferrals referrals;

    private final ReportReading reports;

    CloseReferral(OutboundReferrals referrals, ReportReading reports) {
        this.referrals = referrals;
        this.reports = reports;
    }

    @Override
    public void run(StepContext context) {
        if (referrals.state(context.episodeId()) == ReferralState.REPORT_BACK
                && reports.reading(context.episodeId()) != Reading.READ) {
            context.set(OUTCOME, "report");
            return;
        }
        context.set(
                STATE,
                referrals.close(context.episodeId(), context.require(CLOSER)).code());
        context.set(OUTCOME, "closed");
    }
}

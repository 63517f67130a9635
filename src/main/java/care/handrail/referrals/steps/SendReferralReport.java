package care.handrail.referrals.steps;

import static care.handrail.correspondence.Correspondence.CORRESPONDENCE_ID;
import static care.handrail.referrals.ReferralVariables.REPORT_DECISION;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.ReferralReports;
import org.springframework.stereotype.Component;

/** Has the report sent to the referrer: what a clinician wrote, or else the signed summary. */
@Component
class SendReferralReport implements Step {

    private final ReferralReports reports;

    SendReferralReport(ReferralReports reports) {
        this.reports = reports;
    }

    @Override
    public void run(StepContext context) {
        context.set(
                CORRESPONDENCE_ID,
                reports.send(context.episodeId(), context.get(REPORT_DECISION).isEmpty()));
    }
}

package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.NO_REPORT_REASON;
import static care.handrail.referrals.ReferralVariables.REFERRER_TOLD;
import static care.handrail.referrals.ReferralVariables.REPORT_DECISION;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.ReferralReports;
import care.handrail.referrals.ReportState;
import org.springframework.stereotype.Component;

/** Notes what became of the report to the referrer. */
@Component
class CloseReferralReport implements Step {

    private final ReferralReports reports;

    CloseReferralReport(ReferralReports reports) {
        this.reports = reports;
    }

    @Override
    public void run(StepContext context) {
        var end = end(context);
        reports.settle(
                context.episodeId(), end, end == ReportState.NOT_SENT ? context.require(NO_REPORT_REASON) : null);
    }

    private static ReportState end(StepContext context) {
        var told = context.get(REFERRER_TOLD);
        if (told.isPresent()) {
            return told.get().equals("told") ? ReportState.TOLD : ReportState.UNREACHED;
        }
        return switch (context.get(REPORT_DECISION).orElse("send")) {
            case "told" -> ReportState.TOLD;
            case "nothing" -> ReportState.NOT_SENT;
            default -> ReportState.SENT;
        };
    }
}

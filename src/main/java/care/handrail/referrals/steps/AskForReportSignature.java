package care.handrail.referrals.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.ReportReading;
import org.springframework.stereotype.Component;

/** Asks clinicians to read and sign the report. */
@Component
class AskForReportSignature implements Step {

    private final ReportReading reports;

    AskForReportSignature(ReportReading reports) {
        this.reports = reports;
    }

    @Override
    public void run(StepContext context) {
        reports.askForSignature(context.episodeId());
    }
}

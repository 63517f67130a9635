package care.handrail.referrals.steps;

import static care.handrail.referrals.ReferralVariables.OUTCOME;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.referrals.ReportReading;
import org.springframework.stereotype.Component;

/** Looks whether what was signed is what the report says now. */
@Component
class CheckReportSignature implements Step {

    private final ReportReading reports;

    CheckReportSignature(ReportReading reports) {
        this.reports = reports;
    }

    @Override
    public void run(StepContext context) {
        context.set(
                OUTCOME,
                switch (reports.reading(context.episodeId())) {
                    case READ -> "read";
                    case UNREAD -> "report";
                    case NOT_ENOUGH -> "not-enough";
                });
    }
}

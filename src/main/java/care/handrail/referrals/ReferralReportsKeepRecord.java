package care.handrail.referrals;

import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import care.handrail.records.KeepsRecord;
import care.handrail.referrals.store.ReferralReportTable;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the record of a patient while a referrer waits for a report. Has the watchdog look for reports with which nothing
 * will happen: care that has ended without one, and one whose process does not run.
 */
@Configuration
class ReferralReportsKeepRecord implements KeepsRecord {

    /** As long as the care goes on, the watchdog watches the episode. */
    private static final String NOTHING_TO_REPORT = """
            r.SETTLED_AT is not null or r.STATE = 'AWAITED' and exists
              (select 1 from HR_EPISODE e where e.ID = r.EPISODE_ID and e.ENDED_AT is null)""";

    private final ReferralReportTable reports;

    ReferralReportsKeepRecord(ReferralReportTable reports) {
        this.reports = reports;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> whyKept(String patientId) {
        return reports.openOf(patientId).stream()
                .findFirst()
                .map(report -> "Whoever sent the referral %s has no report yet, and the record is needed for it."
                        .formatted(report.reference()));
    }

    @Bean
    static Watched referralReportsAreWatched(JdbcClient database) {
        return new WatchedTable(
                database,
                "referral-report",
                "HR_REFERRAL_REPORT",
                "'" + ReferralReports.PROCESS + "'",
                NOTHING_TO_REPORT,
                WatchedTable.NEVER);
    }
}

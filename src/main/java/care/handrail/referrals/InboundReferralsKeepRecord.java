package care.handrail.referrals;

import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import care.handrail.records.KeepsRecord;
import care.handrail.records.RecordShredded;
import care.handrail.referrals.store.InboundReferral;
import care.handrail.referrals.store.InboundReferralTable;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the record of a patient while a referral to us is open, and forgets what stands for its content when the record is
 * destroyed. Has the watchdog look for referrals with which nothing will happen.
 */
@Configuration
class InboundReferralsKeepRecord implements KeepsRecord {

    private final InboundReferralTable table;

    InboundReferralsKeepRecord(InboundReferralTable table) {
        this.table = table;
    }

    @Override
    public Optional<String> whyKept(String patientId) {
        return table.openOf(Set.of(patientId), InboundState.ANSWERED).stream()
                .findFirst()
                .map(referral ->
                        "The referral %s is open, and the record is needed for it.".formatted(referral.reference()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(RecordShredded shredded) {
        table.ofPatient(shredded.patientId()).forEach(InboundReferral::forgetContent);
    }

    @Bean
    static Watched inboundReferralsAreWatched(JdbcClient database) {
        return new WatchedTable(
                database,
                "inbound-referral",
                "HR_INBOUND_REFERRAL",
                "'InboundReferral'",
                "r.SETTLED_AT is not null",
                WatchedTable.NEVER);
    }
}

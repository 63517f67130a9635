package care.handrail.records.store;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes, before anybody can ask for it, what a restored backup has brought back of patients whose record was shredded.
 * Their entries are unreadable in any case; this also removes the search terms, which do not hang on the patient's key.
 */
@Component
class RestoredBackup implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredBackup.class);

    private final JdbcTemplate database;
    private final PatientSecrets secrets;
    private final Shredder shredder;
    private final Audit audit;
    private final TransactionTemplate transaction;

    RestoredBackup(
            JdbcTemplate database,
            PatientSecrets secrets,
            Shredder shredder,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.secrets = secrets;
        this.shredder = shredder;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        shredder.destroyDue();
        var back = new TreeSet<String>();
        database.query(
                "select KEY_ID, PATIENT_ID from RECORD_KEY where MASTER_KEY_ID <> '" + WrappedKey.SHREDDED + "'",
                row -> {
                    if (secrets.areDestroyed(row.getString("KEY_ID"))) {
                        back.add(row.getString("PATIENT_ID"));
                    }
                });
        for (var patientId : back) {
            transaction.executeWithoutResult(status -> {
                shredder.shred(patientId);
                audit.record(AuditEvent.of(Kind.RECORD_SHREDDED, patientId, null, "record")
                        .with("again, after a backup was restored"));
            });
        }
        if (!back.isEmpty()) {
            LOG.warn(
                    "A restored backup held {} patients whose record was shredded; what it held of them was removed.",
                    back.size());
        }
    }
}

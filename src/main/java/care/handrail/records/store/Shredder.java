package care.handrail.records.store;

import care.handrail.records.RecordShredded;
import care.handrail.shared.Ids;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Destroys what is recorded of a patient. */
@Component
class Shredder {

    private static final Logger LOG = LoggerFactory.getLogger(Shredder.class);

    private final JdbcTemplate database;
    private final MasterKeys master;
    private final DataKeys keys;
    private final PatientSecrets secrets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Shredder(
            JdbcTemplate database,
            MasterKeys master,
            DataKeys keys,
            PatientSecrets secrets,
            ApplicationEventPublisher events,
            Clock clock) {
        this.database = database;
        this.master = master;
        this.keys = keys;
        this.secrets = secrets;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Removes the patient's entries, drafts, documents, search terms and keys, and leaves a mark that keeps anybody from making a new
     * key. Joins the caller's transaction; the secrets of the keys go when it has committed, because they cannot be
     * brought back.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void shred(String patientId) {
        keys.lock(patientId);
        requireNoneShares(patientId);
        keys.noteAsPast("PATIENT_ID = ?", patientId);
        for (var keyId : database.queryForList(
                "select KEY_ID from RECORD_PAST_KEY where PATIENT_ID = ?", String.class, patientId)) {
            database.update(
                    "update RECORD_PAST_KEY set SHREDDED_AT = ?, SEAL = ? where KEY_ID = ?",
                    now(),
                    master.primary().sealOfShredded(keyId),
                    keyId);
        }
        for (var table :
                List.of("RECORD_DRAFT", "RECORD_SEARCH_TERM", "RECORD_ENTRY", "RECORD_DOCUMENT", "RECORD_KEY")) {
            database.update("delete from " + table + " where PATIENT_ID = ?", patientId);
        }
        database.update(
                "insert into RECORD_KEY (KEY_ID, PATIENT_ID, CURRENT_FOR, MASTER_KEY_ID, WRAPPED_KEY, MADE_AT)"
                        + " values (?, ?, ?, ?, ?, ?)",
                Ids.next(),
                patientId,
                patientId,
                WrappedKey.SHREDDED,
                new byte[0],
                now());
        events.publishEvent(new RecordShredded(patientId));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                keys.forget(patientId);
                destroyDue();
            }
        });
    }

    /**
     * Destroys the secrets of all shredded keys that still exist, also where an older copy of their file was put back. Only
     * of those that bear the program's seal: somebody who can write to the database must not destroy what backups hold.
     */
    void destroyDue() {
        var due = new ArrayList<String>();
        shredded((keyId, seal) -> {
            if (!isSealed(keyId, seal)) {
                LOG.error("The key {} is marked as shredded, but not by this program. Its secret is kept.", keyId);
            } else if (!secrets.areDestroyed(keyId)) {
                due.add(keyId);
            }
        });
        if (due.isEmpty()) {
            return;
        }
        try {
            secrets.destroy(due);
            LOG.info("Destroyed the secrets of {} keys. Remove older copies of their file.", due.size());
        } catch (RuntimeException e) {
            LOG.error("The secrets of {} shredded keys still exist; this is tried again: {}", due.size(), e.toString());
        }
    }

    /** Seals anew with the primary master key what an earlier one has sealed. */
    void sealAnew() {
        shredded((keyId, seal) -> {
            var anew = master.primary().sealOfShredded(keyId);
            if (isSealed(keyId, seal) && !Arrays.equals(seal, anew)) {
                database.update("update RECORD_PAST_KEY set SEAL = ? where KEY_ID = ?", anew, keyId);
            }
        });
    }

    private void shredded(BiConsumer<String, byte[]> each) {
        database.query(
                        "select KEY_ID, SEAL from RECORD_PAST_KEY where SHREDDED_AT is not null",
                        (row, n) -> Map.entry(
                                row.getString("KEY_ID"), Objects.requireNonNullElse(row.getBytes("SEAL"), new byte[0])))
                .forEach(key -> each.accept(key.getKey(), key.getValue()));
    }

    private boolean isSealed(String keyId, byte[] seal) {
        return master.all().stream().anyMatch(key -> MessageDigest.isEqual(key.sealOfShredded(keyId), seal));
    }

    /** One in 2^64 keys shares its secret with another patient's; that patient must not be lost with this one. */
    private void requireNoneShares(String patientId) {
        var own = leaves("select KEY_ID from RECORD_KEY where PATIENT_ID = ?", patientId);
        own.addAll(leaves("select KEY_ID from RECORD_PAST_KEY where PATIENT_ID = ?", patientId));
        own.retainAll(leaves("select KEY_ID from RECORD_KEY where PATIENT_ID <> ?", patientId));
        if (!own.isEmpty()) {
            throw new IllegalStateException("Another patient's key has the same secret: nothing was changed.");
        }
    }

    private Set<Long> leaves(String query, String patientId) {
        var leaves = new HashSet<Long>();
        database.query(
                query,
                row -> {
                    leaves.add(SecretTree.leaf(row.getString(1)));
                },
                patientId);
        return leaves;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

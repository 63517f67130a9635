package care.handrail.records.store;

import care.handrail.records.ShreddedRecordException;
import care.handrail.records.UnreadableRecordException;
import care.handrail.shared.Databases;
import care.handrail.shared.Ids;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The patients' data keys: a Tink keyset (AES-256-GCM) for each patient, wrapped by a master key together with a secret
 * of {@link PatientSecrets}. One is current; a former one stays until {@link KeyWork} has written anew what is encrypted under it.
 *
 * <p>The last used ones are kept unwrapped in memory, but only once their transaction has committed: a key that was
 * rolled back must never encrypt anything. The tables' foreign keys hold that too, and refuse what is written under a
 * key that another node has meanwhile removed.
 */
@Component
class DataKeys {

    private static final int KEPT_IN_MEMORY = 2_000;

    private final JdbcTemplate database;
    private final MasterKeys master;
    private final PatientSecrets secrets;
    private final Clock clock;
    private final String insert;
    private final Map<String, DataKey> recent = Collections.synchronizedMap(new RecentlyUsed());
    private final Map<String, DataKey> currentOf = Collections.synchronizedMap(new RecentlyUsed());

    DataKeys(JdbcTemplate database, MasterKeys master, PatientSecrets secrets, Clock clock) {
        this.database = database;
        this.master = master;
        this.secrets = secrets;
        this.clock = clock;
        insert = "insert into RECORD_KEY (KEY_ID, PATIENT_ID, CURRENT_FOR, MASTER_KEY_ID, SECRETS_ID, WRAPPED_KEY,"
                + " MADE_AT) values (?, ?, ?, ?, ?, ?, ?)"
                + (Databases.isH2(database) ? "" : " on conflict (CURRENT_FOR) do nothing");
    }

    /**
     * Returns the patient's key and makes it when the patient has none yet. Joins the caller's transaction.
     *
     * @throws ShreddedRecordException when the patient's record was destroyed
     */
    DataKey ofPatient(String patientId) {
        var known = currentOf.get(patientId);
        if (known != null) {
            return known;
        }
        var stored = stored(patientId);
        if (stored.isPresent() && stored.get().masterKeyId().equals(WrappedKey.SHREDDED)) {
            throw new ShreddedRecordException();
        }
        return stored.map(this::unwrapped).orElseGet(() -> made(patientId));
    }

    /** Returns the key that a row was read with. */
    DataKey unwrapped(WrappedKey key) {
        var known = recent.get(key.id());
        if (known != null && (!key.current() || known == currentOf.get(key.patientId()))) {
            return known;
        }
        return remembered(key, known != null ? known : opened(key));
    }

    /** Returns the key as it is wrapped anew by the primary master key. */
    byte[] rewrapped(WrappedKey key) {
        try {
            return wrapped(key.id(), key.patientId(), keyset(key));
        } catch (GeneralSecurityException e) {
            throw unreadable(key, e);
        }
    }

    /** Removes a former key that nothing is under any more; backups may still hold what was. */
    void remove(WrappedKey former) {
        noteAsPast("KEY_ID = ?", former.id());
        database.update("delete from RECORD_KEY where KEY_ID = ?", former.id());
    }

    /** Remembers keys that are to be removed, so that shredding reaches what backups hold under them. */
    void noteAsPast(String which, String value) {
        database.update(
                "insert into RECORD_PAST_KEY (KEY_ID, PATIENT_ID) select k.KEY_ID, k.PATIENT_ID from RECORD_KEY k where k."
                        + which + " and k.MASTER_KEY_ID <> '" + WrappedKey.SHREDDED
                        + "' and not exists (select 1 from RECORD_PAST_KEY p where p.KEY_ID = k.KEY_ID)",
                value);
    }

    /** Removes the keys of something that was nobody's and is no more. */
    void drop(String holder) {
        database.update("delete from RECORD_KEY where PATIENT_ID = ?", holder);
        forget(holder);
    }

    /**
     * Removes the keys that something was kept under while nobody knew whose it was. What backups hold under them goes
     * with the patient whose it is now.
     */
    void handOver(String holder, String patientId) {
        database.update("update RECORD_PAST_KEY set PATIENT_ID = ? where PATIENT_ID = ?", patientId, holder);
        database.update(
                "insert into RECORD_PAST_KEY (KEY_ID, PATIENT_ID) select KEY_ID, cast(? as varchar(64)) from RECORD_KEY"
                        + " where PATIENT_ID = ?",
                patientId,
                holder);
        drop(holder);
    }

    /** Makes a new key the patient's current one; the present one becomes a former one. */
    DataKey renew(String patientId) {
        database.update("update RECORD_KEY set CURRENT_FOR = null where CURRENT_FOR = ?", patientId);
        return made(patientId);
    }

    /** Keeps others from amending, rewriting or removing what is kept of the patient until the transaction ends. */
    void lock(String patientId) {
        database.queryForList("select KEY_ID from RECORD_KEY where PATIENT_ID = ? for update", patientId);
    }

    /** Drops what is in memory of the patient: the database knows better. */
    void forget(String patientId) {
        currentOf.remove(patientId);
    }

    /** Drops all keys from memory. */
    void forget() {
        recent.clear();
        currentOf.clear();
    }

    private Optional<WrappedKey> stored(String patientId) {
        return database
                .query(
                        "select " + WrappedKey.COLUMNS + " from RECORD_KEY k where k.CURRENT_FOR = ?",
                        (row, n) -> WrappedKey.from(row),
                        patientId)
                .stream()
                .findFirst();
    }

    private DataKey made(String patientId) {
        var id = newId();
        try {
            var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
            var wrapped = wrapped(id, patientId, keyset);
            var masterId = master.primary().id();
            boolean first = added(
                    id,
                    patientId,
                    patientId,
                    masterId,
                    secrets.id(),
                    wrapped,
                    clock.instant().atOffset(ZoneOffset.UTC));
            return first
                    ? remembered(
                            new WrappedKey(id, patientId, true, masterId, secrets.id(), wrapped), opened(id, keyset))
                    : stored(patientId).map(this::unwrapped).orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key could be made for patient " + patientId + ".", e);
        }
    }

    /**
     * Adds the row, and tells whether it was the patient's first. When somebody else writes of the patient for the first
     * time at this moment, it waits for their transaction. PostgreSQL must not fail here, because it would give up the
     * whole transaction; H2 knows no other way.
     */
    private boolean added(Object... row) {
        try {
            return database.update(insert, row) == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private DataKey remembered(WrappedKey key, DataKey opened) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    recent.put(key.id(), opened);
                    if (key.current()) {
                        currentOf.put(key.patientId(), opened);
                    }
                }
            });
        }
        return opened;
    }

    private DataKey opened(WrappedKey key) {
        try {
            return opened(key.id(), keyset(key));
        } catch (GeneralSecurityException e) {
            throw unreadable(key, e);
        }
    }

    private static DataKey opened(String id, KeysetHandle keyset) throws GeneralSecurityException {
        return new DataKey(id, keyset.getPrimitive(AeadConfig2026.get(), Aead.class));
    }

    private KeysetHandle keyset(WrappedKey key) throws GeneralSecurityException {
        var wrappedBy = master.withId(key.masterKeyId())
                .orElseThrow(() -> new GeneralSecurityException("wrapped by master key " + key.masterKeyId()));
        if (key.secretsId() == null) {
            return wrappedBy.unwrap(
                    key.wrapped(),
                    null,
                    Binding.of("RECORD_KEY", "WRAPPED_KEY", key.id(), key.patientId(), wrappedBy.id()));
        }
        return wrappedBy.unwrap(
                key.wrapped(), secret(key.id()), binding(key.id(), key.patientId(), wrappedBy, key.secretsId()));
    }

    private byte[] wrapped(String id, String patientId, KeysetHandle keyset) throws GeneralSecurityException {
        return master.primary().wrap(keyset, secret(id), binding(id, patientId, master.primary(), secrets.id()));
    }

    private byte[] secret(String keyId) throws GeneralSecurityException {
        return secrets.of(keyId).orElseThrow(() -> new GeneralSecurityException("its secret was destroyed"));
    }

    /** Returns an id whose secret exists; one in many billions belongs to one that was destroyed. */
    private String newId() {
        var id = Ids.next();
        return secrets.areDestroyed(id) ? newId() : id;
    }

    private static byte[] binding(String keyId, String patientId, MasterKey wrappedBy, String secretsId) {
        return Binding.of("RECORD_KEY", "WRAPPED_KEY", keyId, patientId, wrappedBy.id(), secretsId);
    }

    private static UnreadableRecordException unreadable(WrappedKey key, GeneralSecurityException e) {
        return new UnreadableRecordException("The key of patient " + key.patientId(), e);
    }

    private static final class RecentlyUsed extends LinkedHashMap<String, DataKey> {

        private RecentlyUsed() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, DataKey> eldest) {
            return size() > KEPT_IN_MEMORY;
        }
    }
}

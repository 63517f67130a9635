package care.handrail.records.store;

import care.handrail.records.UnreadableRecordException;
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
 * The patients' data keys: a Tink keyset (AES-256-GCM) for each patient, wrapped by the master key.
 *
 * <p>The last used ones are kept unwrapped in memory, by patient, but only once their transaction has committed: a key
 * that was rolled back must never encrypt anything. The tables' foreign keys hold that too.
 */
@Component
class DataKeys {

    private static final int KEPT_IN_MEMORY = 2_000;

    private final JdbcTemplate database;
    private final MasterKey master;
    private final Clock clock;
    private final String insert;
    private final Map<String, DataKey> recent = Collections.synchronizedMap(new RecentlyUsed());

    DataKeys(JdbcTemplate database, MasterKey master, Clock clock) {
        this.database = database;
        this.master = master;
        this.clock = clock;
        insert =
                "insert into RECORD_KEY (KEY_ID, PATIENT_ID, MASTER_KEY_ID, WRAPPED_KEY, MADE_AT) values (?, ?, ?, ?, ?)"
                        + (Sql.isH2(database) ? "" : " on conflict (PATIENT_ID) do nothing");
    }

    /** Returns the patient's key and makes it when the patient has none yet. Joins the caller's transaction. */
    DataKey ofPatient(String patientId) {
        var known = recent.get(patientId);
        if (known != null) {
            return known;
        }
        var stored = stored(patientId);
        return stored.map(this::unwrapped).orElseGet(() -> made(patientId));
    }

    private Optional<WrappedKey> stored(String patientId) {
        return database
                .query(
                        "select " + WrappedKey.COLUMNS + " from RECORD_KEY k where k.PATIENT_ID = ?",
                        (row, n) -> WrappedKey.from(row),
                        patientId)
                .stream()
                .findFirst();
    }

    /** Returns the key that a row was read with. */
    DataKey unwrapped(WrappedKey key) {
        var known = recent.get(key.patientId());
        if (known != null && known.id().equals(key.id())) {
            return known;
        }
        try {
            if (!key.masterKeyId().equals(master.id())) {
                throw new GeneralSecurityException("wrapped by master key " + key.masterKeyId());
            }
            return remembered(
                    key.patientId(),
                    opened(key.id(), master.unwrap(key.wrapped(), binding(key.id(), key.patientId()))));
        } catch (GeneralSecurityException e) {
            throw new UnreadableRecordException("The key of patient " + key.patientId(), e);
        }
    }

    /** Drops all keys from memory. */
    void forget() {
        recent.clear();
    }

    private DataKey made(String patientId) {
        var id = Ids.next();
        try {
            var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
            boolean first = added(
                    id,
                    patientId,
                    master.id(),
                    master.wrap(keyset, binding(id, patientId)),
                    clock.instant().atOffset(ZoneOffset.UTC));
            return first
                    ? remembered(patientId, opened(id, keyset))
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

    private DataKey remembered(String patientId, DataKey key) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    recent.put(patientId, key);
                }
            });
        }
        return key;
    }

    private static DataKey opened(String id, KeysetHandle keyset) throws GeneralSecurityException {
        return new DataKey(id, keyset.getPrimitive(AeadConfig2026.get(), Aead.class));
    }

    private byte[] binding(String keyId, String patientId) {
        return Binding.of("RECORD_KEY", "WRAPPED_KEY", keyId, patientId, master.id());
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

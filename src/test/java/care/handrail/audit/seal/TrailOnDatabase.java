package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import care.handrail.audit.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A trail that a test writes, seals and tampers with. Whoever tampers owns the database: nothing in it refuses a change.
 */
final class TrailOnDatabase {

    /** Adds columns; what was sealed before it must still verify. */
    static final String LATER_COLUMNS = "audit/003-purpose-and-place";

    static final String[] CHANGELOGS = {"audit/001-audit-event", "audit/002-seal", LATER_COLUMNS};

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    static final SealingKey KEY = key(1);

    /** The clinic did not use this number: an act was rolled back. */
    static final long UNUSED = 14;

    final DataSource source;
    final JdbcTemplate sql;
    final CheckpointTable checkpoints;
    final StoredTrail reader;
    final CheckpointFile file;

    private Instant now = START;

    TrailOnDatabase(DataSource source, Path exported) {
        this.source = source;
        this.sql = new JdbcTemplate(source);
        this.checkpoints = new CheckpointTable(sql);
        this.file = new CheckpointFile(exported);
        this.reader = new StoredTrail(source, checkpoints, file, trusted(KEY));
        removeGuards();
    }

    static SealingKey key(int filledWith) {
        var secret = new byte[32];
        Arrays.fill(secret, (byte) filledWith);
        return new SealingKey(secret);
    }

    static TrustedKeys trusted(SealingKey... keys) {
        return new TrustedKeys(
                String.join(" ", Arrays.stream(keys).map(SealingKey::publicKey).toList()));
    }

    /** Empties the tables, and lets the numbers begin with 1. */
    void empty() {
        for (var table : new String[] {"AUDIT_EVENT", "AUDIT_LEAF", "AUDIT_CHECKPOINT", "AUDIT_CHECKPOINT_SENT"}) {
            sql.update("delete from " + table);
        }
        sql.execute("alter table AUDIT_EVENT alter column EVENT_NO restart with 1");
        now = START;
    }

    /** Writes and seals eight batches of three rows, half an hour apart, and exports them: rows 1 to 25. */
    void fill() {
        for (int batch = 0; batch < 8; batch++) {
            for (int row = 0; row < 3; row++) {
                if (nextNumber() == UNUSED) {
                    sql.execute("alter table AUDIT_EVENT alter column EVENT_NO restart with " + (UNUSED + 1));
                }
                write("nurse", now.plusSeconds(row));
            }
            pass(Duration.ofMinutes(30));
            seal(KEY);
        }
        export();
    }

    private long nextNumber() {
        return sql.queryForObject("select coalesce(max(EVENT_NO), 0) + 1 from AUDIT_EVENT", Long.class);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** Writes a row as the clinic does. */
    void write(String user, Instant at) {
        sql.update(
                "insert into AUDIT_EVENT (HAPPENED_AT, USER_ID, ROLES, KIND, OUTCOME, OBJECT)"
                        + " values (?, ?, 'nursing', 'FORM_VIEWED', 'ALLOWED', 'form:CaptureDetails')",
                at.atOffset(ZoneOffset.UTC),
                user);
    }

    /** Writes a row with a number of one's choice. */
    void insert(long event, Instant at) {
        sql.update(
                "insert into AUDIT_EVENT (EVENT_NO, HAPPENED_AT, USER_ID, ROLES, KIND, OUTCOME, OBJECT)"
                        + " values (?, ?, 'nurse', 'nursing', 'FORM_VIEWED', 'ALLOWED', 'form:CaptureDetails')",
                event,
                at.atOffset(ZoneOffset.UTC));
    }

    /** Makes the leaf of a row fit the row. */
    void repairLeaf(long event) {
        var row = sql.queryForObject("select e.* from AUDIT_EVENT e where EVENT_NO = ?", TrailRow.reader(1), event);
        sql.update("update AUDIT_LEAF set LEAF_HASH = ? where EVENT_NO = ?", row.leaf(), event);
    }

    Sealer sealer(SealingKey key) {
        return new Sealer(sql, checkpoints, key, new JdbcTransactionManager(source));
    }

    void seal(SealingKey key) {
        sealer(key).sealAll(now);
    }

    void export() {
        checkpoints.after(file.last(), 1_000).forEach(file::send);
    }

    /** Checks the trail, and compares it with what was exported. */
    Verification verify() {
        return verify(file.existing().orElse(null), KEY);
    }

    Verification verify(@Nullable Path exported, SealingKey... trusted) {
        return new Verifier(source, trusted(trusted)).verify(exported, now);
    }

    Optional<Checkpoint> last() {
        return checkpoints.last();
    }

    private void removeGuards() {
        for (var table : new String[] {"AUDIT_EVENT", "AUDIT_LEAF", "AUDIT_CHECKPOINT"}) {
            sql.execute("drop trigger " + table + "_APPEND_ONLY" + (onPostgres() ? " on " + table : ""));
        }
    }

    private boolean onPostgres() {
        return sql.execute((ConnectionCallback<Boolean>)
                connection -> connection.getMetaData().getDatabaseProductName().equals("PostgreSQL"));
    }
}

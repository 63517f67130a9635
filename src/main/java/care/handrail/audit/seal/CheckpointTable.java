package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of checkpoints, to which rows are only added. */
@Component
class CheckpointTable {

    /**
     * How long a transaction may hold back a row of the trail. A row that comes to light later than this after higher
     * numbers were sealed is not sealed any more: it counts as inserted.
     */
    static final Duration LATEST = Duration.ofHours(1);

    private static final String SELECT = """
            select BATCH_NO, EVENTS, FIRST_EVENT, UP_TO, ROOT, PREVIOUS, SEALED_AT, KEY_ID, SIGNATURE
            from AUDIT_CHECKPOINT
            """;

    private final JdbcTemplate database;

    CheckpointTable(JdbcTemplate database) {
        this.database = database;
    }

    Optional<Checkpoint> last() {
        return first(
                database.query(SELECT + " order by BATCH_NO desc fetch first 1 row only", CheckpointTable::checkpoint));
    }

    Checkpoint get(long batch) {
        return first(database.query(SELECT + " where BATCH_NO = ?", CheckpointTable::checkpoint, batch))
                .orElseThrow();
    }

    /** Returns the next ones after a batch, in order. */
    List<Checkpoint> after(long batch, int limit) {
        return database.query(
                SELECT + " where BATCH_NO > ? order by BATCH_NO fetch first " + limit + " rows only",
                CheckpointTable::checkpoint,
                batch);
    }

    /** Returns the number up to which no row may be sealed any more; see {@link #LATEST}. */
    long floor() {
        return last().map(last -> database.queryForList(
                        "select UP_TO from AUDIT_CHECKPOINT where SEALED_AT < ? order by BATCH_NO desc"
                                + " fetch first 1 row only",
                        Long.class,
                        last.sealedAt().minus(LATEST).atOffset(ZoneOffset.UTC)))
                .flatMap(CheckpointTable::first)
                .orElse(0L);
    }

    void add(Checkpoint checkpoint) {
        database.update(
                """
                insert into AUDIT_CHECKPOINT
                    (BATCH_NO, EVENTS, FIRST_EVENT, UP_TO, ROOT, PREVIOUS, SEALED_AT, KEY_ID, SIGNATURE)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                checkpoint.batch(),
                checkpoint.events(),
                checkpoint.firstEvent(),
                checkpoint.upTo(),
                checkpoint.root(),
                checkpoint.previous(),
                checkpoint.sealedAt().atOffset(ZoneOffset.UTC),
                checkpoint.key(),
                checkpoint.signature());
    }

    private static <T> Optional<T> first(List<T> found) {
        return found.stream().findFirst();
    }

    private static Checkpoint checkpoint(ResultSet row, int number) throws SQLException {
        return new Checkpoint(
                row.getLong("BATCH_NO"),
                row.getInt("EVENTS"),
                row.getLong("FIRST_EVENT"),
                row.getLong("UP_TO"),
                row.getString("ROOT"),
                row.getString("PREVIOUS"),
                row.getObject("SEALED_AT", OffsetDateTime.class).toInstant(),
                row.getString("KEY_ID"),
                row.getString("SIGNATURE"));
    }
}

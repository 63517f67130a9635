package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals rows that are committed: each gets a leaf, and the batch a checkpoint, in one transaction.
 *
 * <p>Acts do not wait for it. A row belongs to a batch by its leaf and not by a range of numbers, so that one that is
 * committed late goes into the next batch instead of being passed over.
 */
@Component
class Sealer {

    /** A batch holds no more rows than this. */
    static final int MOST = 1_000;

    /** No row waits longer than this for its batch to fill. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final String UNSEALED = """
            select e.* from AUDIT_EVENT e
            where e.EVENT_NO > ? and not exists (select 1 from AUDIT_LEAF l where l.EVENT_NO = e.EVENT_NO)
            order by e.EVENT_NO fetch first %d rows only
            """.formatted(MOST);

    private final JdbcTemplate database;
    private final CheckpointTable checkpoints;
    private final SealingKey key;
    private final TransactionTemplate transaction;

    Sealer(
            JdbcTemplate database,
            CheckpointTable checkpoints,
            SealingKey key,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.checkpoints = checkpoints;
        this.key = key;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Seals every batch that is due: it is full, or the last checkpoint is a minute old. */
    void sealDue(Instant now) {
        // A clock that was set back must not stop the sealing; checking the trail will tell.
        while (sealOne(now, last -> Duration.between(last, now).abs().compareTo(LONGEST_WAIT) >= 0)) {
            continue;
        }
    }

    /** Seals everything that waits. */
    void sealAll(Instant now) {
        while (sealOne(now, last -> true)) {
            continue;
        }
    }

    /**
     * Does the work in a transaction if no other node is at such work now. The database keeps the lock for as long as
     * the transaction lives, and no longer than its connection.
     */
    void alone(Runnable work) {
        transaction.executeWithoutResult(status -> {
            if (isAlone()) {
                work.run();
            }
        });
    }

    private boolean isAlone() {
        return !database.queryForList("select ID from AUDIT_SEALER for update skip locked")
                .isEmpty();
    }

    private boolean sealOne(Instant now, Predicate<Instant> isDue) {
        return Boolean.TRUE.equals(transaction.execute(status -> isAlone() && seal(now, isDue)));
    }

    private boolean seal(Instant now, Predicate<Instant> isDue) {
        var rows = database.query(UNSEALED, (row, number) -> TrailRow.read(row, 1), checkpoints.floor());
        var last = checkpoints.last();
        var due = last.map(Checkpoint::sealedAt).map(isDue::test).orElse(true);
        if (rows.isEmpty() || (rows.size() < MOST && !due)) {
            return false;
        }
        long batch = last.map(Checkpoint::batch).orElse(0L) + 1;
        var leaves = rows.stream().map(TrailRow::leaf).toList();
        addLeaves(batch, rows, leaves);
        checkpoints.add(key.sign(new Checkpoint(
                batch,
                rows.size(),
                rows.get(0).eventNo(),
                Math.max(
                        last.map(Checkpoint::upTo).orElse(0L),
                        rows.get(rows.size() - 1).eventNo()),
                HexFormat.of().formatHex(MerkleTree.root(leaves)),
                last.map(CheckpointText::hash).orElse(CheckpointText.NO_PREVIOUS),
                now.truncatedTo(ChronoUnit.MILLIS),
                key.id(),
                "")));
        return true;
    }

    private void addLeaves(long batch, List<TrailRow> rows, List<byte[]> leaves) {
        var values = new ArrayList<Object[]>();
        for (int i = 0; i < rows.size(); i++) {
            values.add(new Object[] {rows.get(i).eventNo(), batch, leaves.get(i)});
        }
        database.batchUpdate("insert into AUDIT_LEAF (EVENT_NO, BATCH_NO, LEAF_HASH) values (?, ?, ?)", values);
    }
}

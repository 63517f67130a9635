package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    private static final String PAGE =
            "select * from AUDIT_EVENT where EVENT_NO > ? order by EVENT_NO fetch first " + MOST + " rows only";

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
        sealEach(now, last -> Duration.between(last, now).abs().compareTo(LONGEST_WAIT) >= 0);
    }

    /** Seals everything that waits. */
    void sealAll(Instant now) {
        sealEach(now, last -> true);
    }

    /**
     * Seals batch after batch. Each begins where the one before it ended, so that no row of a backlog is looked at twice;
     * what is committed below meanwhile comes with the next look, which begins at the floor again.
     */
    private void sealEach(Instant now, Predicate<Instant> isDue) {
        var sealed = sealOne(now, isDue, checkpoints.floor());
        while (sealed.isPresent()) {
            sealed = sealOne(now, isDue, sealed.get());
        }
    }

    /**
     * Does the work in a transaction if no other node is at such work now. The database keeps the lock for as long as
     * the transaction lives, and no longer than its connection.
     *
     * @return whether the work was done
     */
    boolean alone(Runnable work) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean alone = isAlone();
            if (alone) {
                work.run();
            }
            return alone;
        }));
    }

    private boolean isAlone() {
        return !database.queryForList("select ID from AUDIT_SEALER for update skip locked")
                .isEmpty();
    }

    /** Returns the highest number that was sealed; empty when nothing was. */
    private Optional<Long> sealOne(Instant now, Predicate<Instant> isDue, long above) {
        return Objects.requireNonNull(
                transaction.execute(status -> isAlone() ? seal(now, isDue, above) : Optional.<Long>empty()));
    }

    private Optional<Long> seal(Instant now, Predicate<Instant> isDue, long above) {
        var rows = unsealed(above);
        var last = checkpoints.last();
        var due = last.map(Checkpoint::sealedAt).map(isDue::test).orElse(true);
        if (rows.isEmpty() || (rows.size() < MOST && !due)) {
            return Optional.empty();
        }
        long highest = rows.get(rows.size() - 1).eventNo();
        long batch = last.map(Checkpoint::batch).orElse(0L) + 1;
        var leaves = rows.stream().map(TrailRow::leaf).toList();
        addLeaves(batch, rows, leaves);
        checkpoints.add(key.sign(new Checkpoint(
                batch,
                rows.size(),
                rows.get(0).eventNo(),
                Math.max(last.map(Checkpoint::upTo).orElse(0L), highest),
                HexFormat.of().formatHex(MerkleTree.root(leaves)),
                last.map(CheckpointText::hash).orElse(CheckpointText.NO_PREVIOUS),
                now.truncatedTo(ChronoUnit.MILLIS),
                key.id(),
                "")));
        return Optional.of(highest);
    }

    /**
     * Returns the first rows without a leaf above the number, {@value #MOST} at most. Not one statement: how long a join of
     * the two tables takes depends on when the database last counted them.
     */
    private List<TrailRow> unsealed(long above) {
        var rows = new ArrayList<TrailRow>();
        long from = above;
        List<TrailRow> page;
        do {
            page = database.query(PAGE, TrailRow.reader(1), from);
            if (!page.isEmpty()) {
                long to = page.get(page.size() - 1).eventNo();
                var sealed = new HashSet<>(database.queryForList(
                        "select EVENT_NO from AUDIT_LEAF where EVENT_NO > ? and EVENT_NO <= ?", Long.class, from, to));
                page.stream().filter(row -> !sealed.contains(row.eventNo())).forEach(rows::add);
                from = to;
            }
        } while (rows.size() < MOST && page.size() == MOST);
        return rows.size() > MOST ? rows.subList(0, MOST) : rows;
    }

    private void addLeaves(long batch, List<TrailRow> rows, List<byte[]> leaves) {
        var values = new ArrayList<Object[]>();
        for (int i = 0; i < rows.size(); i++) {
            values.add(new Object[] {rows.get(i).eventNo(), batch, leaves.get(i)});
        }
        database.batchUpdate("insert into AUDIT_LEAF (EVENT_NO, BATCH_NO, LEAF_HASH) values (?, ?, ?)", values);
    }
}

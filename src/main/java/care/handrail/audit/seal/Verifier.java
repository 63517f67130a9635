package care.handrail.audit.seal;

import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.Checkpoint;
import care.handrail.audit.Verification;
import care.handrail.audit.Verification.Finding;
import care.handrail.audit.Verification.Problem;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks the whole trail: every row against its leaf, every batch against its signed checkpoint, every checkpoint against
 * the one before it and against the exported copy.
 *
 * <p>Reads one snapshot, in the order of the batches, and holds a batch at a time.
 */
final class Verifier {

    /** How far the clocks of two nodes may be apart. */
    static final Duration SKEW = Duration.ofMinutes(5);

    /** How long a row may wait before it counts as not sealed. */
    static final Duration LONGEST_UNSEALED = Duration.ofMinutes(10);

    private static final int BATCHES_AT_ONCE = 20;

    private static final String SEALED = """
            select l.BATCH_NO as SEALED_BATCH, l.EVENT_NO as SEALED_NO, l.LEAF_HASH as SEALED_HASH, e.*
            from AUDIT_LEAF l left join AUDIT_EVENT e on e.EVENT_NO = l.EVENT_NO
            where l.BATCH_NO between ? and ?
            order by l.BATCH_NO, l.EVENT_NO
            """;

    private static final String UNSEALED = """
            select e.* from AUDIT_EVENT e
            where not exists (select 1 from AUDIT_LEAF l where l.EVENT_NO = e.EVENT_NO)
            order by e.EVENT_NO
            """;

    private static final String LEAF_WITHOUT_CHECKPOINT = """
            select min(l.EVENT_NO) from AUDIT_LEAF l
            where not exists (select 1 from AUDIT_CHECKPOINT c where c.BATCH_NO = l.BATCH_NO)
            """;

    private static final String DAMAGE_TOLD = "\"kind\":\"" + Kind.TRAIL_DAMAGED + "\"";

    private static final Pattern DAMAGED_ROW = Pattern.compile("\"" + Witness.ROW + "(\\d{1,18})\"");

    private final JdbcTemplate database;
    private final TransactionTemplate snapshot;
    private final CheckpointTable checkpoints;
    private final TrustedKeys keys;

    Verifier(DataSource source, TrustedKeys keys) {
        this.database = new JdbcTemplate(source);
        this.database.setFetchSize(Sealer.MOST);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(source));
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.checkpoints = new CheckpointTable(database);
        this.keys = keys;
    }

    /**
     * Checks the trail.
     *
     * @param exported file of exported checkpoints to compare with; null when there is none
     * @param now the time by which rows count as waiting for too long
     */
    Verification verify(@Nullable Path exported, Instant now) {
        var result = snapshot.execute(status -> {
            try (var copy = ExportedCheckpoints.open(exported)) {
                return new Run(copy, now).verify();
            }
        });
        return Objects.requireNonNull(result);
    }

    private final class Run {

        private final ExportedCheckpoints copy;
        private final Instant now;
        private final List<Finding> findings = new ArrayList<>();
        private long problems;
        private long events;
        private long waiting;
        private @Nullable Checkpoint previous;
        private @Nullable Instant latest;

        private Run(ExportedCheckpoints copy, Instant now) {
            this.copy = copy;
            this.now = now;
        }

        private Verification verify() {
            long batches = 0;
            for (var page = checkpoints.after(0, BATCHES_AT_ONCE);
                    !page.isEmpty();
                    page = checkpoints.after(page.get(page.size() - 1).batch(), BATCHES_AT_ONCE)) {
                verify(page);
                batches += page.size();
            }
            copy.nextAfterAll()
                    .ifPresent(missing -> found(
                            missing.firstEvent(),
                            Problem.TRUNCATED,
                            "The trail ends before batch %d, which was exported: row %d and whatever came after it are gone."
                                    .formatted(missing.batch(), missing.firstEvent())));
            Optional.ofNullable(database.queryForObject(LEAF_WITHOUT_CHECKPOINT, Long.class))
                    .ifPresent(event ->
                            found(event, Problem.CHAIN_BROKEN, "The checkpoint of row %d is gone.".formatted(event)));
            verifyUnsealed();
            return new Verification(events, batches, waiting, copy.compared(), problems, List.copyOf(findings));
        }

        private void verify(List<Checkpoint> page) {
            var rows = new BatchRows(page);
            database.query(
                    SEALED,
                    rows::take,
                    page.get(0).batch(),
                    page.get(page.size() - 1).batch());
            rows.close(page.size());
        }

        /** Sorts the rows of a page of batches to their checkpoints as they come. */
        private final class BatchRows {

            private final List<Checkpoint> page;
            private final List<byte[]> leaves = new ArrayList<>();
            private int at;
            private long problemsBefore = problems;

            private BatchRows(List<Checkpoint> page) {
                this.page = page;
                open();
            }

            private void take(ResultSet row) throws SQLException {
                long batch = row.getLong("SEALED_BATCH");
                while (at < page.size() && page.get(at).batch() < batch) {
                    close(at + 1);
                }
                if (at == page.size() || page.get(at).batch() != batch) {
                    return; // Leaves without a checkpoint are looked for at the end.
                }
                var leaf = row.getBytes("SEALED_HASH");
                leaves.add(leaf);
                long sealed = row.getLong("SEALED_NO");
                if (row.getObject("EVENT_NO") == null) {
                    found(sealed, Problem.REMOVED, "Row %d is gone.".formatted(sealed));
                    return;
                }
                events++;
                var event = TrailRow.read(row, 4);
                if (!Arrays.equals(event.leaf(), leaf)) {
                    found(sealed, Problem.CHANGED, "Row %d was changed after it was sealed.".formatted(sealed));
                }
                verifyTime(event, page.get(at));
                readDamage(event);
            }

            /** Ends every batch of the page before the given place. */
            private void close(int before) {
                while (at < before) {
                    var checkpoint = page.get(at);
                    var whole = leaves.size() == checkpoint.events()
                            && HexFormat.of().formatHex(MerkleTree.root(leaves)).equals(checkpoint.root());
                    if (!whole && problems == problemsBefore) {
                        found(
                                checkpoint.firstEvent(),
                                Problem.BATCH_BROKEN,
                                "Batch %d, which begins with row %d, is not what was sealed: one of its rows was changed,"
                                                .formatted(checkpoint.batch(), checkpoint.firstEvent())
                                        + " removed or inserted together with its leaf.");
                    }
                    leaves.clear();
                    previous = checkpoint;
                    at++;
                    open();
                }
            }

            private void open() {
                problemsBefore = problems;
                if (at < page.size()) {
                    verifyCheckpoint(page.get(at));
                }
            }
        }

        private void verifyCheckpoint(Checkpoint checkpoint) {
            var before = previous;
            long first = checkpoint.firstEvent();
            if (checkpoint.batch() != (before == null ? 1 : before.batch() + 1)) {
                long missing = before == null ? 1 : before.upTo() + 1;
                found(
                        missing,
                        Problem.CHAIN_BROKEN,
                        "At least one batch before batch %d is gone, with row %d or one near it."
                                .formatted(checkpoint.batch(), missing));
            } else if (!checkpoint
                    .previous()
                    .equals(before == null ? CheckpointText.NO_PREVIOUS : CheckpointText.hash(before))) {
                found(
                        first,
                        Problem.CHAIN_BROKEN,
                        "Batch %d does not follow the batch before it.".formatted(checkpoint.batch()));
            }
            boolean asExported = copy.matches(checkpoint);
            if (!keys.vouchFor(checkpoint)) {
                found(
                        first,
                        Problem.NOT_SIGNED,
                        "The checkpoint of batch %d is not signed with a trusted key; it names the key %s."
                                .formatted(checkpoint.batch(), checkpoint.key()));
            } else if (!asExported) {
                found(
                        first,
                        Problem.REWRITTEN,
                        "Batch %d, which begins with row %d, is not the one that was exported."
                                .formatted(checkpoint.batch(), first));
            }
            if (before != null
                    && checkpoint.sealedAt().isBefore(before.sealedAt().minus(SKEW))) {
                found(
                        first,
                        Problem.CLOCK_BACK,
                        "Batch %d was sealed at %s, after batch %d of %s."
                                .formatted(
                                        checkpoint.batch(), checkpoint.sealedAt(), before.batch(), before.sealedAt()));
            }
        }

        /** Numbers are drawn when rows are written, so that times rise with them, however late a row is committed. */
        private void verifyTime(TrailRow row, Checkpoint checkpoint) {
            boolean late = previous != null && row.eventNo() <= previous.upTo();
            var allowed = late ? SKEW.plus(CheckpointTable.LATEST) : SKEW;
            boolean back = latest != null && row.happenedAt().isBefore(latest.minus(allowed));
            if (back || row.happenedAt().isAfter(checkpoint.sealedAt().plus(SKEW))) {
                found(
                        row.eventNo(),
                        Problem.CLOCK_BACK,
                        back
                                ? "Row %d is dated %s, before rows of lower numbers."
                                        .formatted(row.eventNo(), row.happenedAt())
                                : "Row %d is dated %s, after it was sealed."
                                        .formatted(row.eventNo(), row.happenedAt()));
                latest = row.happenedAt();
            } else if (latest == null || row.happenedAt().isAfter(latest)) {
                latest = row.happenedAt();
            }
        }

        private void readDamage(TrailRow row) {
            if (row.json().contains(DAMAGE_TOLD)) {
                var damaged = DAMAGED_ROW.matcher(row.json());
                long event = damaged.find() ? Long.parseLong(damaged.group(1)) : row.eventNo();
                found(
                        event,
                        Problem.DAMAGE_TOLD,
                        "Row %d tells that row %d was changed or removed before it was sealed."
                                .formatted(row.eventNo(), event));
            }
        }

        private void verifyUnsealed() {
            long floor = checkpoints.floor();
            var tooOld = now.minus(LONGEST_UNSEALED);
            var longest = new long[2];
            database.query(UNSEALED, row -> {
                events++;
                var event = TrailRow.read(row, 1);
                readDamage(event);
                if (event.eventNo() <= floor) {
                    found(
                            event.eventNo(),
                            Problem.INSERTED,
                            "Row %d was inserted long after the rows around it were sealed."
                                    .formatted(event.eventNo()));
                } else if (event.happenedAt().isBefore(tooOld)) {
                    longest[0] = longest[0] == 0 ? event.eventNo() : longest[0];
                    longest[1]++;
                } else {
                    waiting++;
                }
            });
            if (longest[1] > 0) {
                found(
                        longest[0],
                        Problem.NOT_SEALED,
                        "%d rows, the first of them row %d, have waited for more than %d minutes to be sealed."
                                .formatted(longest[1], longest[0], LONGEST_UNSEALED.toMinutes()));
            }
        }

        private void found(long event, Problem problem, String sentence) {
            problems++;
            if (findings.size() < Verification.MOST_FINDINGS) {
                findings.add(new Finding(event, problem, sentence));
            }
        }
    }
}

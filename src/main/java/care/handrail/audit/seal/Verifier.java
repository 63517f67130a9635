package care.handrail.audit.seal;

import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.Checkpoint;
import care.handrail.audit.Verification;
import care.handrail.audit.Verification.Finding;
import care.handrail.audit.Verification.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
 * <p>Reads one snapshot, in the order of the batches, and holds a few batches at a time, whose rows are hashed on all cores.
 */
final class Verifier {

    /** How far the clocks of two nodes may be apart. */
    static final Duration SKEW = Duration.ofMinutes(5);

    /** How long a row may wait before it counts as not sealed. */
    static final Duration LONGEST_UNSEALED = Duration.ofMinutes(10);

    private static final int BATCHES_AT_ONCE = 10;

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

    /** A leaf with what was read of its row. */
    private record Sealed(
            long event,
            byte[] leaf,
            TrailRow.Columns columns,
            @Nullable Object[] values) {

        Compared compare() {
            var row = columns.isRow(values) ? columns.row(values) : null;
            return new Compared(event, row, row != null && Arrays.equals(row.leaf(), leaf));
        }
    }

    /**
     * A leaf that was compared with its row.
     *
     * @param row null when it is gone
     */
    private record Compared(long event, @Nullable TrailRow row, boolean same) {}

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
                var rows = read(page);
                page.forEach(checkpoint -> compare(checkpoint, rows.getOrDefault(checkpoint.batch(), List.of())));
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

        /** Returns the sealed rows of the batches. Leaves without a checkpoint are looked for at the end. */
        private Map<Long, List<Sealed>> read(List<Checkpoint> page) {
            var rows = new HashMap<Long, List<Sealed>>();
            database.query(
                    SEALED,
                    result -> {
                        var columns = TrailRow.Columns.of(result.getMetaData(), 4);
                        while (result.next()) {
                            rows.computeIfAbsent(result.getLong(1), batch -> new ArrayList<>(Sealer.MOST))
                                    .add(new Sealed(
                                            result.getLong(2), result.getBytes(3), columns, columns.values(result)));
                        }
                        return null;
                    },
                    page.get(0).batch(),
                    page.get(page.size() - 1).batch());
            return rows;
        }

        private void compare(Checkpoint checkpoint, List<Sealed> rows) {
            long problemsBefore = problems;
            verifyCheckpoint(checkpoint);
            for (var sealed : rows.parallelStream().map(Sealed::compare).toList()) {
                var row = sealed.row();
                if (row == null) {
                    found(sealed.event(), Problem.REMOVED, "Row %d is gone.".formatted(sealed.event()));
                    continue;
                }
                events++;
                if (!sealed.same()) {
                    found(
                            sealed.event(),
                            Problem.CHANGED,
                            "Row %d was changed after it was sealed.".formatted(sealed.event()));
                }
                verifyTime(row, checkpoint);
                readDamage(row);
            }
            var whole = rows.size() == checkpoint.events()
                    && HexFormat.of()
                            .formatHex(MerkleTree.root(
                                    rows.stream().map(Sealed::leaf).toList()))
                            .equals(checkpoint.root());
            if (!whole && problems == problemsBefore) {
                found(
                        checkpoint.firstEvent(),
                        Problem.BATCH_BROKEN,
                        "Batch %d, which begins with row %d, is not what was sealed: one of its rows was changed,"
                                        .formatted(checkpoint.batch(), checkpoint.firstEvent())
                                + " removed or inserted together with its leaf.");
            }
            previous = checkpoint;
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
            var reader = TrailRow.reader(1);
            database.query(UNSEALED, row -> {
                events++;
                var event = reader.mapRow(row, 0);
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

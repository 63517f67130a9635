package care.handrail.audit.seal;

import care.handrail.audit.AuditTrail;
import care.handrail.audit.Checkpoint;
import care.handrail.audit.Verification;
import care.handrail.audit.fhir.FhirAuditEvents;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the trail from its tables. */
@Component
class StoredTrail implements AuditTrail {

    private final JdbcTemplate database;
    private final CheckpointTable checkpoints;
    private final CheckpointFile file;
    private final Verifier verifier;

    StoredTrail(DataSource source, CheckpointTable checkpoints, CheckpointFile file, TrustedKeys keys) {
        this.database = new JdbcTemplate(source);
        this.database.setFetchSize(Sealer.MOST);
        this.checkpoints = checkpoints;
        this.file = file;
        this.verifier = new Verifier(source, keys);
    }

    @Override
    public Verification verify() {
        return verifier.verify(file.existing().orElse(null), Instant.now());
    }

    @Override
    public void export(long afterEvent, Consumer<String> lines) {
        pages(afterEvent, page -> page.forEach(row -> lines.accept(row.json())));
    }

    @Override
    public void exportFhir(long afterEvent, Consumer<String> lines) {
        var batches = new HashMap<Long, Batch>();
        pages(afterEvent, page -> {
            var batchOf = batchesOf(page);
            batches.keySet().retainAll(Set.copyOf(batchOf.values()));
            page.forEach(row -> {
                var sealedIn = batchOf.get(row.eventNo());
                var proof = sealedIn == null
                        ? null
                        : batches.computeIfAbsent(sealedIn, this::batch).proof(row);
                lines.accept(FhirAuditEvents.line(row.json(), proof));
            });
        });
    }

    /** Returns the batches of those rows that are sealed, by their numbers. */
    private Map<Long, Long> batchesOf(List<TrailRow> page) {
        var batches = new HashMap<Long, Long>();
        database.query(
                "select EVENT_NO, BATCH_NO from AUDIT_LEAF where EVENT_NO between ? and ?",
                row -> {
                    batches.put(row.getLong("EVENT_NO"), row.getLong("BATCH_NO"));
                },
                page.get(0).eventNo(),
                page.get(page.size() - 1).eventNo());
        return batches;
    }

    /** Hands over page after page, each by a statement of its own: however long it takes, nothing is held meanwhile. */
    private void pages(long afterEvent, Consumer<List<TrailRow>> reader) {
        var page = page(afterEvent);
        while (!page.isEmpty()) {
            reader.accept(page);
            page = page(page.get(page.size() - 1).eventNo());
        }
    }

    private List<TrailRow> page(long afterEvent) {
        return database.query(
                "select e.* from AUDIT_EVENT e where e.EVENT_NO > ? order by e.EVENT_NO fetch first " + Sealer.MOST
                        + " rows only",
                TrailRow.reader(1),
                afterEvent);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Act> actsOf(String userId, Instant from, Instant until, int most) {
        return database.query(
                "select HAPPENED_AT, KIND, OUTCOME, PATIENT_ID, OBJECT from AUDIT_EVENT"
                        + " where USER_ID = ? and HAPPENED_AT >= ? and HAPPENED_AT < ?"
                        + " order by case when KIND in ('CARD_VIEWED', 'PATIENT_FOUND') then 1 else 0 end,"
                        + " HAPPENED_AT, EVENT_NO fetch first ? rows only",
                (row, number) -> new Act(
                        row.getObject("HAPPENED_AT", OffsetDateTime.class).toInstant(),
                        row.getString("KIND"),
                        row.getString("OUTCOME"),
                        row.getString("PATIENT_ID"),
                        row.getString("OBJECT")),
                userId,
                from.atOffset(ZoneOffset.UTC),
                until.atOffset(ZoneOffset.UTC),
                most);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<InclusionProof> prove(long event) {
        var rows = database.query("select e.* from AUDIT_EVENT e where e.EVENT_NO = ?", TrailRow.reader(1), event);
        var batches = database.queryForList("select BATCH_NO from AUDIT_LEAF where EVENT_NO = ?", Long.class, event);
        return rows.isEmpty() || batches.isEmpty()
                ? Optional.empty()
                : Optional.of(batch(batches.get(0)).proof(rows.get(0)));
    }

    private Batch batch(long number) {
        var leaves = new TreeMap<Long, byte[]>();
        database.query(
                "select EVENT_NO, LEAF_HASH from AUDIT_LEAF where BATCH_NO = ?",
                row -> {
                    leaves.put(row.getLong("EVENT_NO"), row.getBytes("LEAF_HASH"));
                },
                number);
        return new Batch(
                List.copyOf(leaves.keySet()), MerkleTree.paths(List.copyOf(leaves.values())), checkpoints.get(number));
    }

    /** A sealed batch: the numbers of its rows in order, and the paths from their leaves to the root. */
    private record Batch(List<Long> events, List<List<byte[]>> paths, Checkpoint checkpoint) {

        InclusionProof proof(TrailRow row) {
            int index = Collections.binarySearch(events, row.eventNo());
            var path = paths.get(index).stream().map(HexFormat.of()::formatHex).toList();
            return new InclusionProof(row.json(), index, path, checkpoint);
        }
    }
}

package care.handrail.audit.seal;

import care.handrail.audit.AuditTrail;
import care.handrail.audit.Verification;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
    @Transactional(readOnly = true)
    public void export(long afterEvent, Consumer<String> lines) {
        database.query(
                "select e.* from AUDIT_EVENT e where e.EVENT_NO > ? order by e.EVENT_NO",
                row -> {
                    lines.accept(TrailRow.read(row, 1).json());
                },
                afterEvent);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Act> actsOf(String userId, Instant from, Instant until, int most) {
        return database.query(
                "select HAPPENED_AT, KIND, OUTCOME, PATIENT_ID, OBJECT from AUDIT_EVENT"
                        + " where USER_ID = ? and HAPPENED_AT >= ? and HAPPENED_AT < ?"
                        + " order by HAPPENED_AT, EVENT_NO fetch first ? rows only",
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
        var rows = database.query(
                "select e.* from AUDIT_EVENT e where e.EVENT_NO = ?",
                (row, number) -> TrailRow.read(row, 1).json(),
                event);
        var batches = database.queryForList("select BATCH_NO from AUDIT_LEAF where EVENT_NO = ?", Long.class, event);
        if (rows.isEmpty() || batches.isEmpty()) {
            return Optional.empty();
        }
        var leaves = database.query(
                "select EVENT_NO, LEAF_HASH from AUDIT_LEAF where BATCH_NO = ? order by EVENT_NO",
                (row, number) -> new Leaf(row.getLong("EVENT_NO"), row.getBytes("LEAF_HASH")),
                batches.get(0));
        int index = leaves.stream().map(Leaf::event).toList().indexOf(event);
        var path = MerkleTree.path(index, leaves.stream().map(Leaf::hash).toList()).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
        return Optional.of(new InclusionProof(rows.get(0), index, List.copyOf(path), checkpoints.get(batches.get(0))));
    }

    private record Leaf(long event, byte[] hash) {}
}

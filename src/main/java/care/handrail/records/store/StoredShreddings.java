package care.handrail.records.store;

import care.handrail.access.Role;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.records.KeepsRecord;
import care.handrail.records.ShreddingReason;
import care.handrail.records.ShreddingRefusedException;
import care.handrail.records.Shreddings;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps who asked for the end of a record, and lets another person decide. */
@Component
class StoredShreddings implements Shreddings {

    private static final String SELECT =
            "select SHREDDING_ID, PATIENT_ID, REASON, ASKED_BY, ASKED_AT from RECORD_SHREDDING where STATE = 'ASKED'";

    private final JdbcTemplate database;
    private final Shredder shredder;
    private final DataKeys keys;
    private final KeyPermission permission;
    private final ObjectProvider<KeepsRecord> rooms;
    private final Audit audit;
    private final Clock clock;

    StoredShreddings(
            JdbcTemplate database,
            Shredder shredder,
            DataKeys keys,
            KeyPermission permission,
            ObjectProvider<KeepsRecord> rooms,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.shredder = shredder;
        this.keys = keys;
        this.permission = permission;
        this.rooms = rooms;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public String ask(String patientId, ShreddingReason reason) {
        var staff = permission.require(Kind.RECORD_SHREDDING_ASKED, Role.COMPLIANCE);
        keys.lock(patientId);
        requireThere(patientId);
        if (!find("PATIENT_ID", patientId).isEmpty()) {
            throw new ShreddingRefusedException(
                    "That has been asked for already, and nobody has decided about it yet.");
        }
        requireNobodyKeeps(patientId, "ask");
        var id = Ids.next();
        database.update(
                "insert into RECORD_SHREDDING (SHREDDING_ID, PATIENT_ID, REASON, STATE, ASKED_BY, ASKED_AT)"
                        + " values (?, ?, ?, 'ASKED', ?, ?)",
                id,
                patientId,
                reason.name(),
                staff.userId(),
                now());
        audit.record(AuditEvent.of(Kind.RECORD_SHREDDING_ASKED, patientId, null, "shredding:" + id)
                .with(reason.name()));
        return id;
    }

    @Override
    @Transactional
    public List<Shredding> undecided() {
        permission.require(Kind.RECORD_SHREDDINGS_VIEWED, Role.COMPLIANCE, Role.GOVERNANCE);
        audit.record(AuditEvent.of(Kind.RECORD_SHREDDINGS_VIEWED, null, null, "shreddings"));
        return find(null, null).stream()
                .map(asked -> new Shredding(
                        asked.id(),
                        asked.patientId(),
                        asked.reason(),
                        asked.askedBy(),
                        asked.askedAt(),
                        whyKept(asked.patientId())))
                .toList();
    }

    @Override
    @Transactional
    public void approve(String id) {
        var staff = permission.require(Kind.RECORD_SHREDDED, Role.GOVERNANCE);
        var asked = asked(id);
        if (asked.askedBy().equals(staff.userId())) {
            audit.refuse(AuditEvent.of(Kind.RECORD_SHREDDED, asked.patientId(), null, "shredding:" + id)
                    .with("same-person"));
            throw new ShreddingRefusedException("You asked for it yourself. Another person has to decide.");
        }
        keys.lock(asked.patientId());
        requireNobodyKeeps(asked.patientId(), id);
        settle(id, "SHREDDED", staff.userId());
        shredder.shred(asked.patientId());
        audit.record(AuditEvent.of(Kind.RECORD_SHREDDED, asked.patientId(), null, "shredding:" + id)
                .with(asked.reason().name() + ", asked by " + asked.askedBy()));
    }

    @Override
    @Transactional
    public void withdraw(String id) {
        var staff = permission.require(Kind.RECORD_SHREDDING_WITHDRAWN, Role.COMPLIANCE, Role.GOVERNANCE);
        var asked = asked(id);
        settle(id, "WITHDRAWN", staff.userId());
        audit.record(AuditEvent.of(Kind.RECORD_SHREDDING_WITHDRAWN, asked.patientId(), null, "shredding:" + id));
    }

    private Shredding asked(String id) {
        return find("SHREDDING_ID", id).stream()
                .findFirst()
                .orElseThrow(() -> new ShreddingRefusedException(
                        "There is nothing to decide: it was decided already, or it was never asked for."));
    }

    private List<Shredding> find(@Nullable String column, @Nullable String value) {
        return database.query(
                SELECT + (column == null ? "" : " and " + column + " = ?")
                        + " order by ASKED_AT, SHREDDING_ID for update",
                (row, n) -> new Shredding(
                        row.getString("SHREDDING_ID"),
                        row.getString("PATIENT_ID"),
                        ShreddingReason.valueOf(row.getString("REASON")),
                        row.getString("ASKED_BY"),
                        row.getObject("ASKED_AT", OffsetDateTime.class).toInstant(),
                        List.of()),
                column == null ? new Object[0] : new Object[] {value});
    }

    private void requireThere(String patientId) {
        Long found = database.queryForObject(
                "select count(*) from RECORD_KEY where CURRENT_FOR = ? and MASTER_KEY_ID <> ?",
                Long.class,
                patientId,
                WrappedKey.SHREDDED);
        if (found == null || found == 0) {
            throw new ShreddingRefusedException("Nothing is recorded of a patient with this id.");
        }
    }

    private void requireNobodyKeeps(String patientId, String id) {
        var why = whyKept(patientId);
        if (!why.isEmpty()) {
            audit.refuse(AuditEvent.of(Kind.RECORD_SHREDDED, patientId, null, "shredding:" + id)
                    .with("kept"));
            throw new ShreddingRefusedException(String.join(" ", why));
        }
    }

    private List<String> whyKept(String patientId) {
        return rooms.orderedStream()
                .flatMap(room -> room.whyKept(patientId).stream())
                .toList();
    }

    private void settle(String id, String state, String userId) {
        database.update(
                "update RECORD_SHREDDING set STATE = ?, SETTLED_BY = ?, SETTLED_AT = ? where SHREDDING_ID = ?",
                state,
                userId,
                now(),
                id);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

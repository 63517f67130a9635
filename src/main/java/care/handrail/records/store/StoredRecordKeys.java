package care.handrail.records.store;

import care.handrail.access.Role;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.records.RecordKeys;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells how far the keys are, and takes in that a patient is to get a new one. */
@Component
class StoredRecordKeys implements RecordKeys {

    private static final String NOT_SHREDDED = " and MASTER_KEY_ID <> '" + WrappedKey.SHREDDED + "'";

    private final JdbcTemplate database;
    private final MasterKeys master;
    private final KeyPermission permission;
    private final Audit audit;
    private final Clock clock;

    StoredRecordKeys(JdbcTemplate database, MasterKeys master, KeyPermission permission, Audit audit, Clock clock) {
        this.database = database;
        this.master = master;
        this.permission = permission;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Progress progress() {
        permission.require(Kind.RECORD_KEYS_VIEWED, Role.ADMINISTRATOR, Role.COMPLIANCE);
        audit.record(AuditEvent.of(Kind.RECORD_KEYS_VIEWED, null, null, "record-keys"));
        var patients = MasterKeyUse.patients(database);
        return new Progress(
                master.all().stream()
                        .map(key -> new Master(
                                key.id(),
                                use(key, patients.containsKey(key.id())),
                                patients.getOrDefault(key.id(), 0L)))
                        .toList(),
                count("RENEWAL_ASKED_AT is not null and CURRENT_FOR is not null"),
                count("CURRENT_FOR is null"));
    }

    @Override
    @Transactional
    public int renew(@Nullable String patientId) {
        permission.require(Kind.RECORD_KEY_RENEWAL_ASKED, Role.ADMINISTRATOR);
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        int asked = patientId == null
                ? database.update(
                        "update RECORD_KEY set RENEWAL_ASKED_AT = ? where CURRENT_FOR is not null" + NOT_SHREDDED, now)
                : database.update(
                        "update RECORD_KEY set RENEWAL_ASKED_AT = ? where CURRENT_FOR = ?" + NOT_SHREDDED,
                        now,
                        patientId);
        // The trail is kept in clear, and anything can be typed as an id.
        audit.record(AuditEvent.of(Kind.RECORD_KEY_RENEWAL_ASKED, asked == 0 ? null : patientId, null, "record-keys")
                .with("patients " + asked));
        return asked;
    }

    private Use use(MasterKey key, boolean needed) {
        if (key == master.primary()) {
            return Use.PRIMARY;
        }
        return needed ? Use.NEEDED : Use.REMOVABLE;
    }

    private long count(String condition) {
        Long count = database.queryForObject("select count(*) from RECORD_KEY where " + condition, Long.class);
        return count == null ? 0 : count;
    }
}

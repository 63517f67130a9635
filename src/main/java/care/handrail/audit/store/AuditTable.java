package care.handrail.audit.store;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditActor;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.CurrentRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the trail in a table to which rows are only added.
 *
 * <p>The time is the machine's, not the engine's: moving the engine's clock does not move the trail.
 */
@Component
class AuditTable implements Audit {

    private static final String INSERT = """
            insert into AUDIT_EVENT (HAPPENED_AT, USER_ID, ROLES, KIND, OUTCOME, PATIENT_ID, EPISODE_ID, OBJECT,
                TASK_ID, DETAIL, CLIENT_ADDRESS, REQUEST_ID)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final JdbcTemplate database;
    private final AuditActor actor;

    AuditTable(JdbcTemplate database, AuditActor actor) {
        this.database = database;
        this.actor = actor;
    }

    @Override
    @Transactional
    public void record(AuditEvent event) {
        insert(event);
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void refuse(AuditEvent event) {
        insert(event.refused());
    }

    private void insert(AuditEvent event) {
        var request = CurrentRequest.get();
        database.update(
                INSERT,
                Instant.now().atOffset(ZoneOffset.UTC),
                fitted(actor.userId().orElse(request.isPresent() ? "anonymous" : "system"), 255),
                fitted(actor.roles(), 255),
                event.kind().name(),
                event.outcome().name(),
                fitted(event.patientId(), 64),
                fitted(event.episodeId(), 64),
                fitted(event.object(), 255),
                fitted(event.taskId(), 64),
                fitted(event.detail(), 1000),
                fitted(request.map(CurrentRequest::clientAddress).orElse(null), 64),
                request.map(CurrentRequest::id).orElse(null));
    }

    /**
     * Makes a text fit its column. A refusal may name what a stranger asked for: it must be recorded however long it is
     * and whatever characters it holds.
     */
    private static @Nullable String fitted(@Nullable String text, int length) {
        if (text == null) {
            return null;
        }
        var plain = CONTROL.matcher(text).replaceAll("\uFFFD");
        return plain.length() <= length ? plain : plain.substring(0, length - 1) + "…";
    }
}

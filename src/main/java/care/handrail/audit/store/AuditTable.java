package care.handrail.audit.store;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditActor;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.CurrentProcess;
import care.handrail.audit.CurrentRequest;
import care.handrail.audit.seal.Witness;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the trail in a table to which rows are only added.
 *
 * <p>The time is the machine's, not the engine's: moving the engine's clock does not move the trail.
 */
@Component
class AuditTable implements Audit {

    private static final String INSERT = """
            insert into AUDIT_EVENT (HAPPENED_AT, USER_ID, ROLES, KIND, OUTCOME, PATIENT_ID, EPISODE_ID, OBJECT,
                TASK_ID, DETAIL, CLIENT_ADDRESS, REQUEST_ID, OBJECT_VERSION, PURPOSE, BASIS, PROCESS_INSTANCE_ID)
            values""";

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final List<String> COLUMNS = List.of(
            "happened_at",
            "user_id",
            "roles",
            "kind",
            "outcome",
            "patient_id",
            "episode_id",
            "object",
            "task_id",
            "detail",
            "client_address",
            "request_id",
            "object_version",
            "purpose",
            "basis",
            "process_instance_id");

    private static final String NUMBER = "event_no";

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}|\\p{Cs}");

    private final JdbcTemplate database;
    private final AuditActor actor;
    private final Witness witness;

    AuditTable(JdbcTemplate database, AuditActor actor, Witness witness) {
        this.database = database;
        this.actor = actor;
        this.witness = witness;
    }

    @Override
    @Transactional
    public void record(AuditEvent event) {
        insert(List.of(event));
    }

    @Override
    @Transactional
    public void recordAll(Collection<AuditEvent> events) {
        insert(events);
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void refuse(AuditEvent event) {
        insert(List.of(event.refused()));
        CurrentRequest.get().ifPresent(CurrentRequest::refusalWasRecorded);
    }

    private void insert(Collection<AuditEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        // No finer than the databases keep it, so that the row that is read back is the row that was written.
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var rows = events.stream().map(event -> values(event, now)).toList();
        var statement = INSERT + " " + String.join(", ", Collections.nCopies(rows.size(), ROW));
        var numbers = new GeneratedKeyHolder();
        database.update(
                connection -> {
                    var insert = connection.prepareStatement(statement, new String[] {NUMBER});
                    int place = 1;
                    for (var values : rows) {
                        insert.setObject(place++, now.atOffset(ZoneOffset.UTC));
                        for (var value : values.subList(1, values.size())) {
                            insert.setString(place++, value);
                        }
                    }
                    return insert;
                },
                numbers);
        for (int i = 0; i < rows.size(); i++) {
            var number =
                    (Number) numbers.getKeyList().get(i).values().iterator().next();
            witnessAfterCommit(number.longValue(), rows.get(i));
        }
    }

    private List<@Nullable String> values(AuditEvent event, Instant now) {
        var request = CurrentRequest.get();
        return Arrays.<@Nullable String>asList(
                now.toString(),
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
                request.map(CurrentRequest::id).orElse(null),
                fitted(event.version(), 64),
                event.purpose() == null ? null : event.purpose().name(),
                fitted(event.basis(), 64),
                fitted(
                        event.processInstanceId() != null
                                ? event.processInstanceId()
                                : CurrentProcess.get().orElse(null),
                        64));
    }

    private void witnessAfterCommit(long eventNo, List<@Nullable String> values) {
        var row = new TreeMap<String, Object>();
        row.put(NUMBER, eventNo);
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value != null) {
                row.put(COLUMNS.get(i), value);
            }
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                witness.wrote(row);
            }
        });
    }

    /**
     * Makes a text fit its column. A refusal may name what a stranger asked for: it must be recorded however long it is
     * and whatever characters it holds.
     */
    private static @Nullable String fitted(@Nullable String text, int length) {
        if (text == null) {
            return null;
        }
        var cut = text.length() <= length ? text : text.substring(0, length - 1) + "…";
        return UNPRINTABLE.matcher(cut).replaceAll("\uFFFD");
    }
}

package care.handrail.records.store;

import care.handrail.pathways.LetterKey;
import care.handrail.records.UnreadableRecordException;
import care.handrail.shared.Databases;
import care.handrail.shared.Ids;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of drafts: one for each work item and person, replaced in place. */
@Component
class DraftTable {

    private static final String COLUMNS =
            "(WORK_ITEM_ID, AUTHOR, PATIENT_ID, EPISODE_ID, FORM, KEY_ID, SAVE_ID, CONTENT, SAVED_AT)";

    private static final String SELECT =
            "select d.WORK_ITEM_ID, d.AUTHOR, d.PATIENT_ID, d.EPISODE_ID, d.FORM, d.SAVE_ID, d.CONTENT, "
                    + WrappedKey.COLUMNS + " from RECORD_DRAFT d join RECORD_KEY k on k.KEY_ID = d.KEY_ID";

    private static final String MARKS = "values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String SAVE_ON_H2 =
            "merge into RECORD_DRAFT " + COLUMNS + " key (WORK_ITEM_ID, AUTHOR) " + MARKS;

    private static final String SAVE_ON_POSTGRESQL = "insert into RECORD_DRAFT " + COLUMNS + " " + MARKS
            + " on conflict (WORK_ITEM_ID, AUTHOR) do update set PATIENT_ID = excluded.PATIENT_ID,"
            + " EPISODE_ID = excluded.EPISODE_ID, FORM = excluded.FORM, KEY_ID = excluded.KEY_ID,"
            + " SAVE_ID = excluded.SAVE_ID, CONTENT = excluded.CONTENT, SAVED_AT = excluded.SAVED_AT";

    private final JdbcTemplate database;
    private final DataKeys keys;
    private final Clock clock;
    private final String save;

    DraftTable(JdbcTemplate database, DataKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        save = Databases.isH2(database) ? SAVE_ON_H2 : SAVE_ON_POSTGRESQL;
    }

    void save(LetterKey draft, String author, byte[] content) {
        var key = keys.ofPatient(draft.patientId());
        var saveId = Ids.next();
        try {
            database.update(
                    save,
                    draft.workItemId(),
                    author,
                    draft.patientId(),
                    draft.episodeId(),
                    draft.form(),
                    key.id(),
                    saveId,
                    key.encrypt(content, binding(draft, author, saveId)),
                    clock.instant().atOffset(ZoneOffset.UTC));
        } catch (DataIntegrityViolationException e) {
            // The key in memory may have been removed by another node: the next try is to ask for it.
            keys.forget(draft.patientId());
            throw e;
        }
    }

    /** Returns the content of the person's draft; empty when there is none, or none about this patient. */
    Optional<byte[]> find(LetterKey wanted, String author) {
        return database
                .query(
                        SELECT + " where d.WORK_ITEM_ID = ? and d.AUTHOR = ? and d.PATIENT_ID = ?",
                        (row, n) -> decrypted(row),
                        wanted.workItemId(),
                        author,
                        wanted.patientId())
                .stream()
                .findFirst();
    }

    /** Moves everybody's draft of the work item to another one; what cannot be read stays, and nothing fails for it. */
    void handOn(String workItemId, String toWorkItemId) {
        database.query(SELECT + " where d.WORK_ITEM_ID = ?", (row, n) -> moved(row, toWorkItemId), workItemId).stream()
                .flatMap(Optional::stream)
                .forEach(draft -> database.update(
                        "update RECORD_DRAFT set WORK_ITEM_ID = ?, KEY_ID = ?, SAVE_ID = ?, CONTENT = ?"
                                + " where WORK_ITEM_ID = ? and AUTHOR = ?",
                        toWorkItemId,
                        draft.keyId(),
                        draft.saveId(),
                        draft.content(),
                        workItemId,
                        draft.author()));
    }

    private Optional<Moved> moved(ResultSet row, String toWorkItemId) throws SQLException {
        try {
            var content = decrypted(row);
            var author = row.getString("AUTHOR");
            var saveId = Ids.next();
            var place = new LetterKey(
                    row.getString("PATIENT_ID"), row.getString("EPISODE_ID"), row.getString("FORM"), toWorkItemId);
            var key = keys.unwrapped(WrappedKey.from(row));
            return Optional.of(
                    new Moved(author, key.id(), saveId, key.encrypt(content, binding(place, author, saveId))));
        } catch (UnreadableRecordException e) {
            // Nobody has submitted it; a patient's way back must not depend on it.
            return Optional.empty();
        }
    }

    /** A draft, encrypted for the place that it goes to. */
    private record Moved(String author, String keyId, String saveId, byte[] content) {}

    /** Writes up to so many drafts anew that are encrypted under the former key, and tells how many there were. */
    int rewrite(String formerKeyId, DataKey current, int atMost) {
        var found = database.query(
                SELECT + " where d.KEY_ID = ? order by d.WORK_ITEM_ID, d.AUTHOR limit ?",
                (row, n) -> new Object[] {
                    current.id(),
                    current.encrypt(
                            decrypted(row), binding(place(row), row.getString("AUTHOR"), row.getString("SAVE_ID"))),
                    row.getString("WORK_ITEM_ID"),
                    row.getString("AUTHOR"),
                    row.getString("SAVE_ID")
                },
                formerKeyId,
                atMost);
        // Who saved meanwhile has written under the current key.
        database.batchUpdate(
                "update RECORD_DRAFT set KEY_ID = ?, CONTENT = ? where WORK_ITEM_ID = ? and AUTHOR = ? and SAVE_ID = ?",
                found);
        return found.size();
    }

    /** Tells whether the person has a draft of the work item. */
    boolean exists(String workItemId, String author) {
        return Boolean.TRUE.equals(database.queryForObject(
                "select exists (select 1 from RECORD_DRAFT where WORK_ITEM_ID = ? and AUTHOR = ?)",
                Boolean.class,
                workItemId,
                author));
    }

    /** Returns when each of the work items was last saved. */
    Map<String, Instant> saved(Collection<String> workItemIds) {
        var saved = new HashMap<String, Instant>();
        if (!workItemIds.isEmpty()) {
            database.query(
                    "select WORK_ITEM_ID, max(SAVED_AT) from RECORD_DRAFT where WORK_ITEM_ID in ("
                            + String.join(",", Collections.nCopies(workItemIds.size(), "?"))
                            + ") group by WORK_ITEM_ID",
                    row -> {
                        saved.put(
                                row.getString(1),
                                row.getObject(2, OffsetDateTime.class).toInstant());
                    },
                    workItemIds.toArray());
        }
        return saved;
    }

    /** Removes everybody's draft of the work item. */
    void discard(String workItemId) {
        database.update("delete from RECORD_DRAFT where WORK_ITEM_ID = ?", workItemId);
    }

    private byte[] decrypted(ResultSet row) throws SQLException {
        var draft = place(row);
        try {
            return keys.unwrapped(WrappedKey.from(row))
                    .cipher()
                    .decrypt(
                            row.getBytes("CONTENT"), binding(draft, row.getString("AUTHOR"), row.getString("SAVE_ID")));
        } catch (GeneralSecurityException e) {
            throw new UnreadableRecordException("The draft of work item " + draft.workItemId(), e);
        }
    }

    private static LetterKey place(ResultSet row) throws SQLException {
        return new LetterKey(
                row.getString("PATIENT_ID"),
                row.getString("EPISODE_ID"),
                row.getString("FORM"),
                row.getString("WORK_ITEM_ID"));
    }

    private static byte[] binding(LetterKey draft, String author, String saveId) {
        return Binding.of(
                "RECORD_DRAFT",
                "CONTENT",
                draft.workItemId(),
                author,
                draft.patientId(),
                draft.episodeId(),
                draft.form(),
                saveId);
    }
}

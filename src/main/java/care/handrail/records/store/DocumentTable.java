package care.handrail.records.store;

import care.handrail.records.UnreadableRecordException;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of files. */
@Component
class DocumentTable {

    private static final String COLUMNS =
            "d.DOCUMENT_ID, d.PATIENT_ID, d.KIND, d.MEDIA_TYPE, d.BYTES, d.AUTHOR, d.KEPT_AT, d.ABOUT, ";

    private static final String WITH_KEY =
            WrappedKey.COLUMNS + " from RECORD_DOCUMENT d join RECORD_KEY k on k.KEY_ID = d.KEY_ID where ";

    private static final String SELECT = "select " + COLUMNS + WITH_KEY;

    private static final String SELECT_WHOLE = "select d.CONTENT, " + COLUMNS + WITH_KEY;

    private final JdbcTemplate database;
    private final DataKeys keys;

    DocumentTable(JdbcTemplate database, DataKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    void add(DocumentRow row, byte[] content, DataKey key) {
        written(
                row.holder(),
                "insert into RECORD_DOCUMENT (DOCUMENT_ID, PATIENT_ID, KIND, MEDIA_TYPE, BYTES, AUTHOR, KEPT_AT, KEY_ID,"
                        + " ABOUT, CONTENT) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.id(),
                row.holder(),
                row.kind(),
                row.mediaType(),
                row.bytes(),
                row.author(),
                row.keptAt().atOffset(ZoneOffset.UTC),
                key.id(),
                key.encrypt(row.about(), row.binding("ABOUT")),
                key.encrypt(content, row.binding("CONTENT")));
    }

    Optional<DocumentRow> find(String id) {
        return database.query(SELECT + "d.DOCUMENT_ID = ?", (row, n) -> decrypted(row), id).stream()
                .findFirst();
    }

    List<DocumentRow> ofPatient(String patientId) {
        return database.query(
                SELECT + "d.PATIENT_ID = ? order by d.KEPT_AT desc, d.DOCUMENT_ID",
                (row, n) -> decrypted(row),
                patientId);
    }

    byte[] content(String id) {
        return database.query(SELECT_WHOLE + "d.DOCUMENT_ID = ?", (row, n) -> decrypted(row, "CONTENT"), id).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no document " + id + "."));
    }

    /** Locks the keys that the file may be under, which is what the key work locks, and then the file. */
    Optional<DocumentRow> lock(String id) {
        database.queryForList("select PATIENT_ID from RECORD_DOCUMENT where DOCUMENT_ID = ?", String.class, id)
                .forEach(keys::lock);
        database.queryForList("select DOCUMENT_ID from RECORD_DOCUMENT where DOCUMENT_ID = ? for update", id);
        return find(id);
    }

    /** Writes the file anew for another holder, of another kind or under another key; what it holds stays. */
    void replace(DocumentRow before, DocumentRow after, DataKey key) {
        var content = content(before.id());
        written(
                after.holder(),
                "update RECORD_DOCUMENT set PATIENT_ID = ?, KIND = ?, KEY_ID = ?, ABOUT = ?, CONTENT = ?"
                        + " where DOCUMENT_ID = ?",
                after.holder(),
                after.kind(),
                key.id(),
                key.encrypt(after.about(), after.binding("ABOUT")),
                key.encrypt(content, after.binding("CONTENT")),
                after.id());
    }

    void remove(String id) {
        database.update("delete from RECORD_DOCUMENT where DOCUMENT_ID = ?", id);
    }

    /** Writes up to so many files anew that are encrypted under the former key, and tells how many there were. */
    int rewrite(String formerKeyId, DataKey current, int atMost) {
        var found = database.query(
                SELECT + "d.KEY_ID = ? order by d.DOCUMENT_ID limit ?",
                (row, n) -> decrypted(row),
                formerKeyId,
                atMost);
        found.forEach(document -> replace(document, document, current));
        return found.size();
    }

    /** The key in memory may have been removed by another node: the next try is to ask for it. */
    private void written(String holder, String statement, Object... arguments) {
        try {
            database.update(statement, arguments);
        } catch (DataIntegrityViolationException e) {
            keys.forget(holder);
            throw e;
        }
    }

    private DocumentRow decrypted(ResultSet row) throws SQLException {
        return inClear(row).about(decrypted(row, "ABOUT"));
    }

    private byte[] decrypted(ResultSet row, String column) throws SQLException {
        var about = inClear(row);
        try {
            return keys.unwrapped(WrappedKey.from(row)).cipher().decrypt(row.getBytes(column), about.binding(column));
        } catch (GeneralSecurityException e) {
            throw new UnreadableRecordException("Document " + about.id(), e);
        }
    }

    private static DocumentRow inClear(ResultSet row) throws SQLException {
        return new DocumentRow(
                row.getString("DOCUMENT_ID"),
                row.getString("PATIENT_ID"),
                row.getString("KIND"),
                row.getString("MEDIA_TYPE"),
                "",
                row.getLong("BYTES"),
                "",
                row.getString("AUTHOR"),
                row.getObject("KEPT_AT", OffsetDateTime.class).toInstant());
    }
}

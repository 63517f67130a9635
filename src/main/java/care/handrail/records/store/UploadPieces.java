package care.handrail.records.store;

import care.handrail.records.UnreadableRecordException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The pieces of files that are not whole yet, each encrypted under a key that the file has for itself. */
@Component
class UploadPieces {

    private static final String PIECES = "select p.UPLOAD_ID, p.STARTS_AT, p.CONTENT, " + WrappedKey.COLUMNS
            + " from RECORD_UPLOAD_PIECE p join RECORD_KEY k on k.KEY_ID = p.KEY_ID where ";

    /** Stands in the place of a first byte for what was said of the file. */
    static final long ABOUT = -1;

    private final JdbcTemplate database;
    private final DataKeys keys;
    private final Clock clock;

    UploadPieces(JdbcTemplate database, DataKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    void add(String id, long offset, byte[] piece) {
        var key = keys.ofPatient(id);
        database.update(
                "insert into RECORD_UPLOAD_PIECE (UPLOAD_ID, STARTS_AT, KEY_ID, CONTENT) values (?, ?, ?, ?)",
                id,
                offset,
                key.id(),
                key.encrypt(piece, binding(id, offset)));
    }

    /** Returns what was said of the file. */
    byte[] about(String id) {
        return database.query(PIECES + "p.UPLOAD_ID = ? and p.STARTS_AT = ?", (row, n) -> decrypted(row), id, ABOUT)
                .get(0);
    }

    /** Returns the pieces of the upload in order, as one. */
    byte[] of(String id) {
        var whole = new ByteArrayOutputStream();
        database.query(
                        PIECES + "p.UPLOAD_ID = ? and p.STARTS_AT >= 0 order by p.STARTS_AT",
                        (row, n) -> decrypted(row),
                        id)
                .forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    /** Removes what was not finished in its time. */
    void removeEnded() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        for (var id :
                database.queryForList("select UPLOAD_ID from RECORD_UPLOAD where ENDS_AT < ?", String.class, now)) {
            // It may have been finished meanwhile; then its key is the document's.
            if (database.update("delete from RECORD_UPLOAD where UPLOAD_ID = ? and ENDS_AT < ?", id, now) == 1) {
                keys.drop(id);
            }
        }
    }

    /** Writes up to so many pieces anew that are encrypted under the former key, and tells how many there were. */
    int rewrite(String formerKeyId, DataKey current, int atMost) {
        var found = database.query(
                PIECES + "p.KEY_ID = ? order by p.STARTS_AT limit ?",
                (row, n) -> {
                    var id = row.getString("UPLOAD_ID");
                    long offset = row.getLong("STARTS_AT");
                    return new Object[] {current.id(), current.encrypt(decrypted(row), binding(id, offset)), id, offset
                    };
                },
                formerKeyId,
                atMost);
        database.batchUpdate(
                "update RECORD_UPLOAD_PIECE set KEY_ID = ?, CONTENT = ? where UPLOAD_ID = ? and STARTS_AT = ?", found);
        return found.size();
    }

    private byte[] decrypted(ResultSet row) throws SQLException {
        var id = row.getString("UPLOAD_ID");
        try {
            return keys.unwrapped(WrappedKey.from(row))
                    .cipher()
                    .decrypt(row.getBytes("CONTENT"), binding(id, row.getLong("STARTS_AT")));
        } catch (GeneralSecurityException e) {
            throw new UnreadableRecordException("The upload " + id, e);
        }
    }

    private static byte[] binding(String id, long offset) {
        return Binding.of("RECORD_UPLOAD_PIECE", "CONTENT", id, Long.toString(offset));
    }
}

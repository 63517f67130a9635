package care.handrail.records.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import care.handrail.pathways.InvalidFormException;
import care.handrail.records.Documents;
import care.handrail.records.Uploads;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps pieces of files, each encrypted under a key that the file has for itself. */
@Component
class StoredUploads implements Uploads {

    private static final Duration LASTS = Duration.ofDays(1);

    private final JdbcTemplate database;
    private final DataKeys keys;
    private final UploadPieces pieces;
    private final Documents documents;
    private final Clock clock;

    StoredUploads(JdbcTemplate database, DataKeys keys, UploadPieces pieces, Documents documents, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.pieces = pieces;
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Upload begin(long bytes, String about, String author) {
        if (bytes <= 0 || bytes > documents.maxBytes()) {
            throw new InvalidFormException(Map.of(
                    "file", "This file has " + bytes + " bytes. It may have 1 to " + documents.maxBytes() + "."));
        }
        var upload = new Upload(Ids.next(), bytes, 0, clock.instant().plus(LASTS));
        database.update(
                "insert into RECORD_UPLOAD (UPLOAD_ID, AUTHOR, BYTES, RECEIVED, ENDS_AT) values (?, ?, ?, 0, ?)",
                upload.id(),
                author,
                bytes,
                upload.endsAt().atOffset(ZoneOffset.UTC));
        pieces.add(upload.id(), UploadPieces.ABOUT, about.getBytes(UTF_8));
        return upload;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Upload> find(String id, String author) {
        return found(id, author, "");
    }

    @Override
    @Transactional
    public Upload append(String id, String author, long offset, byte[] piece) {
        var upload = locked(id, author);
        if (offset != upload.received()) {
            throw new WrongOffsetException(upload.received());
        }
        if (piece.length > upload.bytes() - offset) {
            throw new InvalidFormException(Map.of("file", "There is more of this file than was said. Begin it again."));
        }
        if (piece.length > 0) {
            pieces.add(id, offset, piece);
            database.update("update RECORD_UPLOAD set RECEIVED = ? where UPLOAD_ID = ?", offset + piece.length, id);
        }
        return new Upload(id, upload.bytes(), offset + piece.length, upload.endsAt());
    }

    @Override
    @Transactional
    public Whole finish(String id, String author) {
        if (!locked(id, author).isWhole()) {
            throw new IllegalStateException("The upload " + id + " is not whole.");
        }
        var whole = new Whole(new String(pieces.about(id), UTF_8), pieces.of(id));
        database.update("delete from RECORD_UPLOAD where UPLOAD_ID = ?", id);
        return whole;
    }

    @Override
    @Transactional
    public void discard(String id) {
        database.update("delete from RECORD_UPLOAD where UPLOAD_ID = ?", id);
        keys.drop(id);
    }

    private Upload locked(String id, String author) {
        return found(id, author, " for update")
                .orElseThrow(() -> new IllegalArgumentException("There is no upload " + id + "."));
    }

    private Optional<Upload> found(String id, String author, String lock) {
        List<Upload> found = database.query(
                "select UPLOAD_ID, BYTES, RECEIVED, ENDS_AT from RECORD_UPLOAD"
                        + " where UPLOAD_ID = ? and AUTHOR = ? and ENDS_AT >= ?" + lock,
                (row, n) -> new Upload(
                        row.getString("UPLOAD_ID"),
                        row.getLong("BYTES"),
                        row.getLong("RECEIVED"),
                        row.getObject("ENDS_AT", OffsetDateTime.class).toInstant()),
                id,
                author,
                clock.instant().atOffset(ZoneOffset.UTC));
        return found.stream().findFirst();
    }
}

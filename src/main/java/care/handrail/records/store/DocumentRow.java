package care.handrail.records.store;

import java.time.Instant;
import java.util.Map;

/**
 * A row of RECORD_DOCUMENT without its content. What stands in clear is bound to the row's ciphertexts; the file's name and
 * hash are encrypted, because a name often says whose it is, and a hash says what it is to somebody who has a copy.
 *
 * @param holder the patient; the document's own id while nobody knows whose it is
 */
record DocumentRow(
        String id,
        String holder,
        String kind,
        String mediaType,
        String fileName,
        long bytes,
        String sha256,
        String author,
        Instant keptAt) {

    private static final String NAME = "fileName";
    private static final String HASH = "sha256";

    boolean isUnassigned() {
        return holder.equals(id);
    }

    DocumentRow heldBy(String patientId) {
        return new DocumentRow(id, patientId, kind, mediaType, fileName, bytes, sha256, author, keptAt);
    }

    DocumentRow as(String newKind) {
        return new DocumentRow(id, holder, newKind, mediaType, fileName, bytes, sha256, author, keptAt);
    }

    /** Returns the same with what was encrypted. */
    DocumentRow about(byte[] decrypted) {
        var about = Content.read(decrypted);
        return new DocumentRow(
                id,
                holder,
                kind,
                mediaType,
                String.valueOf(about.get(NAME)),
                bytes,
                String.valueOf(about.get(HASH)),
                author,
                keptAt);
    }

    /** Returns what is to be encrypted. */
    byte[] about() {
        return Content.write(Map.of(NAME, fileName, HASH, sha256));
    }

    /** Returns what binds the ciphertext in the column to this row. */
    byte[] binding(String column) {
        return Binding.of(
                "RECORD_DOCUMENT",
                column,
                id,
                holder,
                kind,
                mediaType,
                Long.toString(bytes),
                author,
                Binding.time(keptAt));
    }
}

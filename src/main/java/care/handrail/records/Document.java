package care.handrail.records;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file, without its content.
 *
 * @param patientId whose it is; null while nobody knows
 * @param kind a code, such as {@code referral-letter}
 * @param mediaType such as {@code application/pdf}
 * @param fileName as it came; may tell who the patient is
 * @param bytes the size of the content
 * @param sha256 of the content, 64 hexadecimal digits
 * @param author user id of who brought it in
 */
public record Document(
        String id,
        @Nullable String patientId,
        String kind,
        String mediaType,
        String fileName,
        long bytes,
        String sha256,
        String author,
        Instant keptAt) {

    /** Returns whose it is; empty while nobody knows. */
    public Optional<String> patient() {
        return Optional.ofNullable(patientId);
    }

    /** Returns nothing of the file's name, because it would end up in logs. */
    @Override
    public String toString() {
        return "Document[id=" + id + ", kind=" + kind + ", mediaType=" + mediaType + ", bytes=" + bytes + "]";
    }
}

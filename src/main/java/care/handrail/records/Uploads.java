package care.handrail.records;

import java.time.Instant;
import java.util.Optional;

/**
 * Files that come in pieces, so that a broken line costs the last piece and not the whole. What has come is encrypted and
 * survives a restart; what is not finished in a day is removed.
 *
 * <p>An upload belongs to whoever began it. Permission and audit are the caller's. Everything joins the caller's
 * transaction.
 */
public interface Uploads {

    /**
     * How far an upload is.
     *
     * @param bytes how many there will be
     * @param received how many there are
     * @param endsAt when it is removed unless it is finished
     */
    record Upload(String id, long bytes, long received, Instant endsAt) {

        public boolean isWhole() {
            return received == bytes;
        }
    }

    /** A piece does not begin where the last one ended. Answered with status 409. */
    class WrongOffsetException extends RuntimeException {

        public WrongOffsetException(long received) {
            super("The server has " + received + " bytes of this file. Go on from there.");
        }
    }

    /**
     * A file all pieces of which have come.
     *
     * @param about what was said of it when it was begun
     */
    record Whole(String about, byte[] content) {

        /** Returns nothing of the file, because it would end up in logs. */
        @Override
        public String toString() {
            return "Whole";
        }
    }

    /**
     * Begins an upload of so many bytes.
     *
     * @param about what is said of the file, such as its name; kept encrypted
     * @throws care.handrail.pathways.InvalidFormException when there are none, or more than {@link Documents#maxBytes}
     */
    Upload begin(long bytes, String about, String author);

    /** Returns the person's upload; empty when there is none, it was finished, or its time is over. */
    Optional<Upload> find(String id, String author);

    /**
     * Adds a piece.
     *
     * @param offset number of its first byte
     * @throws WrongOffsetException when another piece is due
     * @throws care.handrail.pathways.InvalidFormException when it goes beyond the end
     * @throws IllegalArgumentException when the person has no such upload
     */
    Upload append(String id, String author, long offset, byte[] piece);

    /**
     * Returns what has come, and removes the upload. What is kept as {@link Documents#keepUnassigned} under the same id
     * lies under the same key; when nothing is, {@link #discard} removes the key.
     *
     * @throws IllegalStateException when it is not whole
     */
    Whole finish(String id, String author);

    /** Removes the upload, and its key, of which nothing is kept. */
    void discard(String id);
}

package care.handrail.records;

import java.util.List;
import java.util.Optional;

/**
 * Files about patients: a referral letter, a scan, a report. Encrypted under the patient's key as entries are, and
 * destroyed with them; while nobody knows whose a file is, under a key of its own.
 *
 * <p>Permission and audit are the caller's: this room knows neither roles nor care teams. Everything joins the caller's
 * transaction. A file is held in memory as a whole.
 */
public interface Documents {

    /**
     * Keeps a file of a patient, and returns its id.
     *
     * @param kind a code; it stands in clear
     * @param mediaType of the content; the caller has made sure of it
     * @param fileName as it came; directories and control characters are left out of it
     * @param author user id
     * @throws care.handrail.pathways.InvalidFormException when the file is empty or larger than {@link #maxBytes}
     * @throws ShreddedRecordException when the patient's record was destroyed
     */
    String keep(String patientId, String kind, String mediaType, String fileName, byte[] bytes, String author);

    /**
     * Keeps a file of somebody whom nobody knows yet.
     *
     * @param id what the file is called from now on, of {@link care.handrail.shared.Ids#next()}
     * @throws care.handrail.pathways.InvalidFormException when the file is empty or larger than {@link #maxBytes}
     */
    void keepUnassigned(String id, String kind, String mediaType, String fileName, byte[] bytes, String author);

    /** Returns what is known of the file; empty when there is none, or it was destroyed. */
    Optional<Document> find(String id);

    /**
     * Returns what the file holds.
     *
     * @throws IllegalArgumentException when there is no such file
     * @throws UnreadableRecordException when it cannot be decrypted
     */
    byte[] content(String id);

    /** Returns what is known of the patient's files, the newest first. */
    List<Document> of(String patientId);

    /**
     * Makes the file the patient's: one that nobody knew whose it was, or that was thought to be another patient's.
     *
     * @throws IllegalArgumentException when there is no such file
     * @throws ShreddedRecordException when the patient's record was destroyed
     */
    void assign(String id, String patientId);

    /**
     * Says what kind of file it is.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    void classify(String id, String kind);

    /**
     * Removes a file that is no patient's. Backups hold it for as long as they are kept.
     *
     * @throws IllegalStateException when it is a patient's
     */
    void discard(String id);

    /** Returns how many bytes a file may have. */
    long maxBytes();
}

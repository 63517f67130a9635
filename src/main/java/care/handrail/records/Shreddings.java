package care.handrail.records;

import java.time.Instant;
import java.util.List;

/**
 * Destroys what is recorded of a patient for good: one person asks for it, another one decides. Every verb is audited; a
 * refusal is audited too.
 */
public interface Shreddings {

    /**
     * That a record is to be destroyed.
     *
     * @param kept why it must not be at this moment, each as a sentence; empty when nothing is known against it
     */
    record Shredding(
            String id, String patientId, ShreddingReason reason, String askedBy, Instant askedAt, List<String> kept) {}

    /**
     * Asks that the patient's record be destroyed. Permission: compliance.
     *
     * @return the id of what was asked for
     * @throws ShreddingRefusedException when nothing is recorded of the patient, it has been asked for already, or the
     *     record must be kept; says all that is known against it
     */
    String ask(String patientId, ShreddingReason reason);

    /** Returns what nobody has decided about yet, oldest first. Permission: compliance or clinical governance. */
    List<Shredding> undecided();

    /**
     * Destroys the record. Nobody can undo it, and no backup brings it back. Permission: clinical governance, and another
     * person than the one who asked.
     *
     * @throws ShreddingRefusedException when it was decided already, by the same person, or the record must be kept
     */
    void approve(String id);

    /**
     * Takes back what was asked for. Permission: compliance or clinical governance.
     *
     * @throws ShreddingRefusedException when it was decided already
     */
    void withdraw(String id);
}

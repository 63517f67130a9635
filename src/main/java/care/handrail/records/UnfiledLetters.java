package care.handrail.records;

/**
 * What came from outside and of which nobody knows yet whose it is. Until then it is kept under a key of its own, as if its
 * own id were a patient's: it stands in no patient's record, and no search finds it.
 *
 * <p>It is written through {@link care.handrail.pathways.LetterStore} with its own id as patient and as episode. Permission
 * and audit are the caller's. Joins the caller's transaction.
 */
public interface UnfiledLetters {

    /**
     * Hands everything that is kept of it over to the patient: encrypted anew under the patient's key, in the patient's
     * record, and destroyed together with the patient's record one day, in backups too. Its own key is removed.
     *
     * @throws ShreddedRecordException when the patient's record was destroyed
     */
    void file(String id, String patientId);

    /** Takes it out of the record of a patient whose it is not, and keeps it under a key of its own again. */
    void takeBack(String id, String patientId);
}

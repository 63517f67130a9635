package care.handrail.patients;

/** Keeps that a patient was given the privacy notice; the consent room implements it, which lies above this one. */
public interface PrivacyNotices {

    /**
     * Records that the notice was given in the version that is in force now. Audited.
     *
     * @param language code of the patient's language
     * @param receiver code of who was given it: the patient, or who decides for the patient
     * @param way code of how it was given
     */
    void given(String patientId, String episodeId, String language, String receiver, String way);
}

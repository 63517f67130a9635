package care.handrail.referrals;

/** Takes a patient on who was referred to us; the room of the episodes implements it, which lies above this one. */
public interface StartsOfCare {

    /**
     * Opens an episode of care for the patient, which begins with the registration, and returns its id. What the referral
     * says is copied to it. Joins the caller's transaction.
     *
     * @param referralId under which the referral's letter is kept
     * @param sender code of who referred the patient
     */
    String begin(
            String patientId,
            String referralId,
            String reference,
            String sender,
            String site,
            String serviceLine,
            String priority);
}

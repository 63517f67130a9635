package care.handrail.referrals;

/** Learns from the room of the episodes when the care ends that a referral to us opened. Joins the caller's transaction. */
public interface EndOfCare {

    /**
     * Makes the report to the referrer due, where the episode came from a referral. Called once each time it ends.
     *
     * @param outcome code of how it ended, for example {@code discharged} or {@code withdrew}
     */
    void careEnded(String episodeId, String outcome);

    /** Takes back what has not reached the referrer yet: the episode was ended by mistake, and another end will come. */
    void careGoesOn(String episodeId);
}

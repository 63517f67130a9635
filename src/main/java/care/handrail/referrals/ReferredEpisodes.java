package care.handrail.referrals;

import java.util.Optional;

/** Finds the episode of care that a referral comes from; the room of the episodes implements it. */
public interface ReferredEpisodes {

    /** Returns the episode with the reference that staff call it by; empty when there is none. It may have ended. */
    Optional<ReferredEpisode> withReference(String reference);

    /**
     * Returns the discharge summary as clinicians signed it, in words; empty when the episode did not end with one. Joins
     * the caller's transaction.
     */
    Optional<String> signedSummary(String episodeId);

    /** An episode of care, as far as a referral needs to know it. */
    record ReferredEpisode(String id, String patientId, String site, String serviceLine) {}
}

package care.handrail.pathways;

/** Lets a clinician's word on how urgent a patient is reach all that is open for the patient. */
public interface Urgency {

    /**
     * Sets the urgency in every running process of the episode. An open work item takes its new place in its queue; where
     * the service level changes, its due date and timer follow. What becomes urgent has the urgent target from now on, or
     * what was left of its own if that is less; what is no longer urgent is due as if it had never been. Owners, queues
     * and rungs stay.
     *
     * @param urgency as a clinician has just said it, for example {@code urgent}
     */
    void passOn(String episodeId, String urgency);
}

package care.handrail.access;

import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who treats whom. The rooms that make a care relationship push it down here, in the transaction of the act that makes
 * it; this room never asks upward.
 *
 * <p>A relationship is with one patient: where two patients were found to be the same person, each keeps their own.
 * Permission and audit are the caller's.
 */
public interface CareTeams {

    /**
     * Puts a person on the patient's care team and returns the relationship's id. In an episode that has ended already it
     * lasts for the grace after an episode, counted from now.
     *
     * @param source opaque id of what it comes from, by which it can be ended
     * @param episodeId episode with which it ends; null when it belongs to none
     * @param until when it stops to count by itself; null when it does not. Break-glass lasts 60 minutes at most.
     */
    String begin(
            String patientId,
            String userId,
            Reason reason,
            String source,
            @Nullable String episodeId,
            @Nullable Instant until);

    /** Ends what the person has by the source; nothing happens when there is nothing to end. */
    void end(String userId, String source, End why);

    /** Ends everything that the person has. */
    void endAll(String userId, End why);

    /** Ends what belongs to the episode, after the grace; what begins in it later, a grace after it began. What was to end sooner does. Nothing happens when it has ended already. */
    void endEpisode(String episodeId);

    /** Takes back that the episode has ended: what ended with it, or began in it since, goes on. */
    void reopenEpisode(String episodeId);

    /** Lets the relationships of a work item belong to the one that takes its place. */
    void handOn(String source, String toSource);

    /** Returns by what the person is on the patient's care team now; break-glass only if there is nothing better. */
    Optional<CareRelationship> current(String userId, String patientId);

    /** Returns what came from the source; empty when nothing did. */
    Optional<CareRelationship> from(String source);

    /** Returns everything that the person has or had, the newest first. */
    List<CareRelationship> of(String userId, int first, int most);

    /** Returns what somebody ended for one of the reasons, the last one first; never what ended with its episode. */
    List<CareRelationship> ended(Set<End> why, int first, int most);

    /** Returns the sources of all that anybody has or had with the patient for the reason. */
    List<String> sources(String patientId, Reason reason);
}

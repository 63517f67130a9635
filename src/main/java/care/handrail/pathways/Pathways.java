package care.handrail.pathways;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts, steers and ends the processes of an episode of care: the only way in which other rooms move the engine. */
public interface Pathways {

    /**
     * Submits a start form on behalf of the signed-in person and returns the episode's id. Validated, split and stored
     * exactly as if the form had been filled in Tasklist.
     *
     * @param values form values by field key, of any data class
     * @throws InvalidFormException one sentence per field that is wrong
     */
    String submitStart(String processId, Map<String, Object> values);

    /** Starts a process without a form and returns its instance id. Null values are not allowed. */
    String start(String processId, String episodeId, Map<String, Object> variables);

    /**
     * Hands a message to the one process of the episode that waits for it.
     *
     * @return false when none waits for it now
     */
    boolean correlate(String message, String episodeId, Map<String, Object> variables);

    /**
     * Hands a message to the one process of the episode that waits for it and was told this value of the variable.
     *
     * @return false when none such waits for it now
     */
    <T> boolean correlate(String message, String episodeId, PathwayVariable<T> variable, T value);

    /** Returns the steps of the episode that are open now, outermost process first. */
    List<OpenStep> openSteps(String episodeId);

    /** Returns the envelope of the episode's main process; empty when nothing runs. */
    Map<String, Object> envelope(String episodeId);

    /**
     * Ends the episode's processes, those whose diagram waits for the message {@code EpisodeEnded}, and with them their
     * open steps; drafts and letters are kept. Other processes of the episode go on: what ends it, and what nobody has
     * read yet.
     *
     * @param variables what the ended processes are told, for example how the episode ended
     * @return where each process stood, in codes and opaque ids, for {@link #resume}; empty when none was running
     */
    Optional<String> end(String episodeId, Map<String, Object> variables);

    /**
     * Puts an ended episode back at exactly the steps where it stood, in the same release, with the same variables,
     * owners, drafts and deadlines. Nothing between the start and those steps runs again.
     *
     * @param ended what {@link #end} returned
     */
    void resume(String episodeId, String ended);

    /**
     * Tries the failed steps of the episode again, each in the transaction that it failed in, so that nothing of the
     * failed tries is left. Permission: practice manager or administrator.
     *
     * @return how many there were
     */
    int retry(String episodeId);

    /**
     * A step that waits for a person, a message or a time.
     *
     * @param calledFrom elements that call the process of the step, outermost first; empty for the main process
     * @param name what staff call the step
     * @param since when it was reached; null while the engine has yet to carry it out
     * @param queue candidate group; null when the step waits for a message or a time
     */
    record OpenStep(
            String processId,
            List<String> calledFrom,
            String elementId,
            String name,
            @Nullable String queue,
            @Nullable String assignee,
            @Nullable Instant since,
            @Nullable Date due) {}
}

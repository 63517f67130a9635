package care.handrail.pathways;

import java.util.Optional;

/** What a step sees of the running process: the envelope, never the letter. */
public interface StepContext {

    /** Returns the opaque id of the episode of care, which is the business key of every process of the episode. */
    String episodeId();

    /** Returns the id of the process instance that the step runs in; a called process is an instance of its own. */
    String processInstanceId();

    /** Returns the id of the diagram element that called the step, for example {@code Task_FindDuplicates}. */
    String elementId();

    /** Returns the value of a declared variable; empty when it is not set. */
    <T> Optional<T> get(PathwayVariable<T> variable);

    /** Returns the value of a declared variable, or fails with a sentence that names it when it is not set. */
    <T> T require(PathwayVariable<T> variable);

    /** Sets a declared variable of the process instance. */
    <T> void set(PathwayVariable<T> variable, T value);

    /** Takes a declared variable away from the process instance. */
    void clear(PathwayVariable<?> variable);
}

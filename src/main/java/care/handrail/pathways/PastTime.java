package care.handrail.pathways;

import java.time.Duration;

/**
 * Lets the demo clinic have a past, so that it has late work to show. There is one under the profile {@code demo} only,
 * and only until the engine's jobs begin to run.
 */
public interface PastTime {

    /**
     * Does the work as if it were so much earlier, then puts the clock right.
     *
     * @throws IllegalStateException when the engine's jobs run already
     */
    void ago(Duration time, Runnable work);
}

package care.handrail.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The process instance for which this thread runs a step, so that the rooms' events name it without being told. */
public final class CurrentProcess {

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private CurrentProcess() {}

    /** Returns the instance's id; empty outside of a step. */
    public static Optional<String> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Does the work of a step. A step may lead to another one's, of another instance. */
    public static void run(String processInstanceId, Runnable step) {
        var outer = CURRENT.get();
        CURRENT.set(processInstanceId);
        try {
            step.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }
}

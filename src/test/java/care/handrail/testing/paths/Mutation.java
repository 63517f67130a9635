package care.handrail.testing.paths;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A small harm to one diagram, such as a reviewer could overlook; some path test must notice it.
 *
 * @param process id of the process whose diagram is changed
 * @param harm what is done to it, in words
 * @param change from the good diagram to the harmed one
 */
record Mutation(String process, String harm, UnaryOperator<String> change) {

    private static @Nullable Mutation active;
    private static boolean noticed;

    /** Does the act while path tests deploy harmed models. */
    void during(Runnable act) {
        active = this;
        noticed = false;
        try {
            act.run();
        } finally {
            active = null;
        }
    }

    static Models appliedTo(Models models) {
        return active == null ? models : models.withDiagram(active.process, active.change);
    }

    /** Tells whether models are harmed now. */
    static boolean isActive() {
        return active != null;
    }

    /** Says that a path test has failed, so that the rest of its class can be left out. */
    static void noticed() {
        noticed = true;
    }

    /** Tells whether a path test has failed on the harmed models. */
    static boolean isNoticed() {
        return active != null && noticed;
    }

    @Override
    public String toString() {
        return process + ": " + harm;
    }
}

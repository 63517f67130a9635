package care.handrail.pathways;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks, beside the engine, for whatever was left behind, and gives it to people. */
public interface Watchdog {

    /**
     * Returns how the last looks went and what was found. Permission: practice manager, administrator.
     *
     * @throws care.handrail.access.AccessRefusedException for everybody else
     */
    Report report();

    /**
     * Notes that people have settled a finding; one that is settled already is left as it is. Permission: none is asked, it is
     * a step of the process in which they do so.
     *
     * @param outcome code of what they said
     */
    void settle(String findingId, String outcome);

    /**
     * How the watchdog is. All in codes and opaque ids.
     *
     * @param alive whether a look went well in time
     * @param lastWell when the last look that went well was over; null before the first
     * @param runs the last looks, the latest first
     * @param open what was found and is not settled, the oldest first
     * @param settled what was settled last, the latest first
     * @param counts the last reconciliation, one for each kind
     */
    record Report(
            boolean alive,
            @Nullable Instant lastWell,
            List<Run> runs,
            List<Finding> open,
            List<Finding> settled,
            List<Count> counts) {}

    /**
     * A look at everything.
     *
     * @param node which node looked
     * @param checked how many things it looked at
     * @param found how many are wrong now
     * @param opened for how many of these it opened work
     * @param gone how many that were found earlier are no longer wrong
     * @param waiting how many wait until earlier ones of the same check are settled
     * @param failed codes of the checks that failed; then the look did not go well
     */
    record Run(
            String node,
            Instant startedAt,
            Instant finishedAt,
            long checked,
            long found,
            long opened,
            long gone,
            long waiting,
            List<String> failed) {

        /** Tells whether nothing was left out. */
        public boolean wentWell() {
            return failed.isEmpty();
        }
    }

    /**
     * Something that was left behind.
     *
     * @param kind what it is, for example {@code work-item}
     * @param about its id
     * @param reason what is wrong, for example {@code no-owner}
     * @param step id of the diagram's element; null when none is meant
     * @param count how many; null for one
     * @param settledAt null while it is open
     * @param outcome how it was settled: what a person said, or {@code gone}; null while it is open
     */
    record Finding(
            String id,
            String kind,
            String about,
            String reason,
            @Nullable String step,
            @Nullable Long count,
            Instant openedAt,
            @Nullable Instant settledAt,
            @Nullable String outcome) {}

    /** How many there were of a kind at a moment. */
    record Count(String kind, Instant at, Tally tally) {}
}

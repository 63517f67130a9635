package care.handrail.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a check of the whole trail came to.
 *
 * @param events rows of the trail
 * @param batches sealed batches
 * @param waiting rows that are not sealed yet and need not be
 * @param exported checkpoints of the exported file that were compared; without any, neither the removal of the newest
 *     batches nor a rewriting with the clinic's own key can be noticed
 * @param problems how many were found
 * @param findings the first of them, at most {@link #MOST_FINDINGS}
 */
public record Verification(
        long events, long batches, long waiting, long exported, long problems, List<Finding> findings) {

    /** No more findings are listed than this. */
    public static final int MOST_FINDINGS = 100;

    /** What can be wrong with a trail. */
    public enum Problem {
        /** A row is not what was sealed. */
        CHANGED,
        /** A sealed row is gone. */
        REMOVED,
        /** A row appeared long after its time. */
        INSERTED,
        /** Rows, leaves or a checkpoint of a batch are not those that were sealed together. */
        BATCH_BROKEN,
        /** A checkpoint is not signed with a trusted key. */
        NOT_SIGNED,
        /** A checkpoint is missing, or does not follow the one before it. */
        CHAIN_BROKEN,
        /** The newest batches are gone: an exported checkpoint has no counterpart. */
        TRUNCATED,
        /** A checkpoint is signed, but is not the one that was exported. */
        REWRITTEN,
        /** A time lies before an earlier one, or a row is dated after it was sealed. */
        CLOCK_BACK,
        /** A node told that a row it had written was changed or removed before it was sealed. */
        DAMAGE_TOLD,
        /** Rows wait to be sealed for too long. */
        NOT_SEALED
    }

    /**
     * One thing that is wrong.
     *
     * @param event number of the row; of a batch, the lowest
     * @param sentence says it to a person
     */
    public record Finding(long event, Problem problem, String sentence) {}

    /** Tells whether nothing is wrong. */
    public boolean intact() {
        return problems == 0;
    }

    /** Returns the finding with the lowest row; empty when the trail is intact. */
    public Optional<Finding> first() {
        return findings.stream().min(Comparator.comparingLong(Finding::event));
    }
}

package care.handrail.pathways;

/**
 * How many things of a kind there are. Nothing is lost when all that were created are finished, open or owned.
 *
 * @param created all that there ever were
 * @param finished those that came to a proper end
 * @param open those with which something will happen: their process runs
 * @param dead those that failed for good and that a person has as a work item
 */
public record Tally(long created, long finished, long open, long dead) {

    /** Returns how many are lost; below zero when some are counted twice. */
    public long difference() {
        return created - finished - open - dead;
    }
}

package care.handrail.pathways;

import java.time.Instant;
import java.util.List;

/**
 * One kind of thing that must never be lost, as the watchdog sees it. The room that keeps such things implements it as a
 * bean; most do so with a {@link WatchedTable}.
 *
 * <p>Asked beside the clinic's work, outside of any transaction and without a signed-in person, every minute: both
 * questions are answered by statements over indexes, never by reading everything.
 */
public interface Watched {

    /** Returns the code of the kind, of small letters and hyphens, for example {@code referral}. */
    String kind();

    /**
     * Counts all things of the kind that there ever were, in one statement, so that all counts are of the same moment. The
     * watchdog asks once a day and opens work when {@link Tally#difference} is not zero.
     */
    Tally tally();

    /**
     * Returns things that are open, that nobody owns, and with which nothing will happen: no work item, no timer, no
     * message with a deadline. In the order of their ids, from the first after the given one on, so that the watchdog can
     * ask again for what comes after a full page.
     *
     * @param now what counts as overdue is compared with this moment
     * @param after id of the last one that the caller has; empty at first
     * @param most how many to return at most
     */
    List<Adrift> adrift(Instant now, String after, int most);

    /** Returns how many things are not finished: those that a look goes through. */
    default long unfinished() {
        var all = tally();
        return all.created() - all.finished();
    }
}

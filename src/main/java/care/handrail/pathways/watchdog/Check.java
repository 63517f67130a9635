package care.handrail.pathways.watchdog;

import java.time.Instant;
import java.util.function.Consumer;

/** A question to the database: is anything left behind in this way? */
interface Check {

    /** How many rows a check reads at a time. */
    int PAGE = 500;

    /** Returns the code under which its findings are kept. */
    String code();

    /**
     * Looks at everything, hands on whatever is wrong, page by page, and returns how many things it looked at. Fails
     * rather than leave something out.
     */
    long look(Instant now, Consumer<Trouble> found);
}

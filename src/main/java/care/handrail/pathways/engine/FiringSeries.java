package care.handrail.pathways.engine;

import care.handrail.shared.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moments at which a work item counts as late: first when it is due, then again and again.
 *
 * <p>Written into the timer job as text ({@code working/north/2026-11-20T16:00:00Z/PT4H} or
 * {@code elapsed/2026-11-20T16:00:00Z/PT1H}), so that each next moment is computed from the first and never drifts.
 *
 * @param site code of the site whose working time counts; null for elapsed time
 * @param due the first moment
 * @param repeat from each moment to the next
 */
record FiringSeries(@Nullable String site, Instant due, Duration repeat) {

    private static final String WORKING = "working";
    private static final String ELAPSED = "elapsed";

    /** Tells whether a timer's text is one of these. */
    static boolean isOne(@Nullable String text) {
        return text != null && (text.startsWith(WORKING + "/") || text.startsWith(ELAPSED + "/"));
    }

    /** Reads what {@link #toString} wrote. */
    static FiringSeries parse(String text) {
        String[] parts = text.split("/", -1);
        return parts[0].equals(WORKING)
                ? new FiringSeries(parts[1], Instant.parse(parts[2]), Duration.parse(parts[3]))
                : new FiringSeries(null, Instant.parse(parts[1]), Duration.parse(parts[2]));
    }

    /**
     * Returns the first moment of the series that is after the given one. What was missed while nothing ran is not made up
     * for: one firing tells that the work is late.
     */
    Instant firstAfter(Instant moment, WorkingCalendar calendar) {
        if (moment.isBefore(due)) {
            return due;
        }
        if (site == null) {
            return due.plus(repeat.multipliedBy(Duration.between(due, moment).dividedBy(repeat) + 1));
        }
        var place = calendar.site(site);
        long passed = calendar.between(place, due, moment).dividedBy(repeat);
        return calendar.add(place, due, repeat.multipliedBy(passed + 1));
    }

    @Override
    public String toString() {
        return site == null
                ? String.join("/", ELAPSED, due.toString(), repeat.toString())
                : String.join("/", WORKING, site, due.toString(), repeat.toString());
    }
}

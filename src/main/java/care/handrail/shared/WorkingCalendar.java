package care.handrail.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Working time: the time in which a site is open, between its opening hours, without weekends it does not work, public
 * holidays and its own closed days.
 *
 * <p>Working time is real time: an hour that is skipped or repeated by a change of the clocks is not counted or counted
 * twice where the site is open through it.
 */
public final class WorkingCalendar {

    /** A site that is closed for so long is a mistake in the configuration. */
    private static final int LONGEST_CLOSURE_IN_DAYS = 366;

    private final Map<String, Site> sites;
    private final Site defaultSite;

    /**
     * Makes the calendar of the sites.
     *
     * @param defaultCode code of the site that counts where none is named
     * @throws IllegalStateException when there is no such site; the sentence says what to configure
     */
    WorkingCalendar(Map<String, Site> sites, @Nullable String defaultCode) {
        this.sites = Map.copyOf(sites);
        var site = defaultCode == null ? null : sites.get(defaultCode);
        if (site == null) {
            throw new IllegalStateException("The default site is '" + defaultCode + "', but the sites are "
                    + sites.keySet() + ": set handrail.default-site to one of them.");
        }
        this.defaultSite = site;
    }

    /** Returns all sites. */
    public Collection<Site> sites() {
        return sites.values();
    }

    /** Returns the site with the code, or the default site when the code is null or unknown. */
    public Site site(@Nullable String code) {
        return code == null ? defaultSite : sites.getOrDefault(code, defaultSite);
    }

    /**
     * Returns the moment at which so much working time will have passed. Exactly at closing time counts as the same day;
     * no time at all leaves the start as it is, open or not.
     *
     * @throws IllegalArgumentException when the duration is negative
     */
    public Instant add(Site site, Instant start, Duration working) {
        if (working.isNegative()) {
            throw new IllegalArgumentException("Working time cannot be counted backwards: " + working);
        }
        if (working.isZero()) {
            return start;
        }
        var left = working;
        var day = site.dayOf(start);
        for (int closed = 0; closed <= LONGEST_CLOSURE_IN_DAYS; closed++, day = day.plusDays(1)) {
            for (var open : site.open(day)) {
                var from = start.isAfter(open.from()) ? start : open.from();
                if (from.isBefore(open.to())) {
                    closed = 0;
                    var available = Duration.between(from, open.to());
                    if (left.compareTo(available) <= 0) {
                        return from.plus(left);
                    }
                    left = left.minus(available);
                }
            }
        }
        throw new IllegalStateException("The site '" + site.code() + "' is closed for more than a year from "
                + day.minusDays(LONGEST_CLOSURE_IN_DAYS) + " on: check its opening hours and closed days.");
    }

    /** Returns how much working time lies between two moments; zero when the second is not after the first. */
    public Duration between(Site site, Instant from, Instant to) {
        var total = Duration.ZERO;
        var last = site.dayOf(to);
        for (var day = site.dayOf(from); !day.isAfter(last); day = day.plusDays(1)) {
            for (var open : site.open(day)) {
                var begin = from.isAfter(open.from()) ? from : open.from();
                var end = to.isBefore(open.to()) ? to : open.to();
                if (begin.isBefore(end)) {
                    total = total.plus(Duration.between(begin, end));
                }
            }
        }
        return total;
    }

    /** Tells whether the site is open at the moment. */
    public boolean isOpen(Site site, Instant moment) {
        return site.open(site.dayOf(moment)).stream()
                .anyMatch(open -> !moment.isBefore(open.from()) && moment.isBefore(open.to()));
    }
}

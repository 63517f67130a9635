package care.handrail.pathways.watchdog;

import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the watchdog watches.
 *
 * @param every how often it looks; a node is not ready when nobody has looked for three times as long
 * @param overdue how late a timer or job may be before somebody is told
 * @param claimed how long somebody may have a work item without saving anything; null for as long as its step may take
 * @param claimedWithoutTarget the same for a work item that has no target
 * @param again after how long something is found anew that a person has settled and that is still there
 * @param mostOpen how many findings of one check are work items at a time; the rest is counted, and comes in turn
 * @param reconcileAt time of day, in the zone of the default site, at which everything is counted
 * @param keepRuns how long runs and counts are kept
 * @param heartbeatUrl where each run that went well is told; null or empty for nowhere
 * @param heartbeatMethod POST with the counts as JSON, or GET
 */
@ConfigurationProperties("handrail.watchdog")
record WatchdogProperties(
        @DefaultValue("PT1M") Duration every,
        @DefaultValue("PT5M") Duration overdue,
        @Nullable Duration claimed,
        @DefaultValue("PT24H") Duration claimedWithoutTarget,
        @DefaultValue("PT4H") Duration again,
        @DefaultValue("50") int mostOpen,
        @DefaultValue("05:00") LocalTime reconcileAt,
        @DefaultValue("P90D") Duration keepRuns,
        @Nullable URI heartbeatUrl,
        @DefaultValue("POST") String heartbeatMethod) {

    /** After this without a run that went well the watchdog counts as dead. */
    Duration longestSilence() {
        return every.multipliedBy(3);
    }
}

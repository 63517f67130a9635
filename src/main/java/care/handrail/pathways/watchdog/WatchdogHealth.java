package care.handrail.pathways.watchdog;

import care.handrail.pathways.store.WatchdogRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Says that the clinic is not ready when no node has looked well for three intervals. A node that has just started gives the
 * others, and itself, as long.
 */
final class WatchdogHealth extends AbstractHealthIndicator {

    private final WatchdogRuns runs;
    private final DatabaseTime time;
    private final Duration longestSilence;
    private final Instant startedAt;

    WatchdogHealth(WatchdogRuns runs, DatabaseTime time, Duration longestSilence) {
        super("The watchdog's last look could not be read.");
        this.runs = runs;
        this.time = time;
        this.longestSilence = longestSilence;
        startedAt = time.now();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var last = runs.lastWell();
        health.status(isAlive(last) ? "UP" : "DOWN");
        last.ifPresent(moment -> health.withDetail("lastWell", moment.toString()));
    }

    /** Tells whether somebody has looked in time. */
    boolean isAlive() {
        return isAlive(runs.lastWell());
    }

    private boolean isAlive(Optional<Instant> last) {
        var since = last.filter(moment -> moment.isAfter(startedAt)).orElse(startedAt);
        return !since.plus(longestSilence).isBefore(time.now());
    }
}

package care.handrail.pathways.watchdog;

import care.handrail.pathways.Watchdog.Run;
import care.handrail.pathways.store.WatchdogRuns;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks when it is this node's turn, keeps how it went, and tells the outside. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Lease lease;
    private final DatabaseTime time;
    private final List<Check> checks;
    private final Check reconciliation;
    private final Findings findings;
    private final WatchdogRuns runs;
    private final Heartbeat heartbeat;
    private final WatchdogProperties properties;
    private final ZoneId zone;

    Watch(
            Lease lease,
            DatabaseTime time,
            List<Check> checks,
            Check reconciliation,
            Findings findings,
            WatchdogRuns runs,
            Heartbeat heartbeat,
            WatchdogProperties properties,
            ZoneId zone) {
        this.lease = lease;
        this.time = time;
        this.checks = List.copyOf(checks);
        this.reconciliation = reconciliation;
        this.findings = findings;
        this.runs = runs;
        this.heartbeat = heartbeat;
        this.properties = properties;
        this.zone = zone;
    }

    /** Looks once, unless another node watches; returns how it went. */
    Optional<Run> look() {
        if (!lease.take()) {
            return Optional.empty();
        }
        var now = time.now();
        var round = new Round(findings, properties, now);
        for (var check : checks) {
            round.look(check);
            // A look that takes long keeps its turn. Were it lost meanwhile, two would look, and find the same once.
            lease.take();
        }
        if (isReconciliationDue(now)) {
            round.look(reconciliation);
            runs.forget(now.minus(properties.keepRuns()));
        }
        var run = round.result(lease.holder(), time.now());
        runs.add(run);
        tell(run);
        return Optional.of(run);
    }

    /** Lets another node watch at once. */
    void stop() {
        lease.release();
    }

    private void tell(Run run) {
        if (run.wentWell()) {
            LOG.info(
                    "The watchdog checked {}, found {}: {} new, {} gone, {} waiting.",
                    run.checked(),
                    run.found(),
                    run.opened(),
                    run.gone(),
                    run.waiting());
            heartbeat.tell(run);
        } else {
            LOG.error(
                    "The watchdog checked {}, found {}, and could not look everywhere: {}.",
                    run.checked(),
                    run.found(),
                    String.join(", ", run.failed()));
        }
    }

    private boolean isReconciliationDue(Instant now) {
        var today = ZonedDateTime.ofInstant(now, zone).with(properties.reconcileAt());
        var last = today.toInstant().isAfter(now) ? today.minusDays(1) : today;
        return runs.lastReconciled()
                .filter(counted -> !counted.isBefore(last.toInstant()))
                .isEmpty();
    }
}

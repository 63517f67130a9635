package care.handrail.pathways.watchdog;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.pathways.Watchdog;
import care.handrail.pathways.store.WatchdogFindings;
import care.handrail.pathways.store.WatchdogRuns;
import org.springframework.stereotype.Component;

/** Shows the watchdog's looks to those who answer for the clinic's running. */
@Component
class StaffWatchdog implements Watchdog {

    private static final int RUNS = 10;
    private static final int FINDINGS = 200;
    private static final int SETTLED = 20;

    private final WatchdogHealth health;
    private final WatchdogRuns runs;
    private final WatchdogFindings findings;
    private final DatabaseTime time;

    StaffWatchdog(WatchdogHealth health, WatchdogRuns runs, WatchdogFindings findings, DatabaseTime time) {
        this.health = health;
        this.runs = runs;
        this.findings = findings;
        this.time = time;
    }

    @Override
    public void settle(String findingId, String outcome) {
        findings.settle(findingId, outcome, time.now());
    }

    @Override
    public Report report() {
        if (CurrentStaff.get()
                .filter(person -> person.has(Role.PRACTICE_MANAGER) || person.has(Role.ADMINISTRATOR))
                .isEmpty()) {
            throw new AccessRefusedException(
                    "Only the practice manager and the system administrator see how the watchdog's looks went.");
        }
        return new Report(
                health.isAlive(),
                runs.lastWell().orElse(null),
                runs.last(RUNS),
                findings.open(FINDINGS),
                findings.settled(SETTLED),
                runs.counts());
    }
}

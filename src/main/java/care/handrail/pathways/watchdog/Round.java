package care.handrail.pathways.watchdog;

import care.handrail.pathways.Watchdog.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at everything, check by check. A check that fails does not keep the others from looking; the look as a whole
 * did not go well then.
 */
final class Round {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    /** When so many could not be given to people there is more wrong than with the single one. */
    private static final int MOST_FAILURES = 5;

    /** Reason of the one finding that stands for all that wait. */
    private static final String MORE = "more-than-shown";

    private final Findings findings;
    private final WatchdogProperties properties;
    private final Instant now;

    private long checked;
    private long found;
    private long opened;
    private long gone;
    private long waiting;
    private final List<String> failed = new ArrayList<>();

    Round(Findings findings, WatchdogProperties properties, Instant now) {
        this.findings = findings;
        this.properties = properties;
        this.now = now;
    }

    /** Does the check, and opens and ends work for what it finds and what it no longer finds. */
    void look(Check check) {
        try {
            new Looking(check).look();
        } catch (RuntimeException e) {
            fail(check, e);
        }
    }

    /** Returns how it went. */
    Run result(String node, Instant finishedAt) {
        return new Run(node, now, finishedAt, checked, found, opened, gone, waiting, List.copyOf(failed));
    }

    private void fail(Check check, RuntimeException e) {
        if (!failed.contains(check.code())) {
            failed.add(check.code());
            LOG.error("The watchdog's check {} failed; it is tried again at the next look.", check.code(), e);
        }
    }

    /** What one check has found so far. */
    private final class Looking {

        private final Check check;
        private final Map<String, String> noLongerSo;
        private int open;
        private int failures;
        private long more;

        Looking(Check check) {
            this.check = check;
            noLongerSo = new HashMap<>(findings.open(check.code()));
            open = noLongerSo.size();
        }

        void look() {
            checked += check.look(now, this::found);
            if (more > 0) {
                waiting += more;
                give(Trouble.of("check", check.code(), MORE, null, more));
            }
            for (var finding : noLongerSo.values()) {
                findings.takeBack(finding, now);
                gone++;
            }
        }

        private void found(Trouble trouble) {
            found++;
            if (noLongerSo.containsKey(trouble.key()) || open < properties.mostOpen() && failures < MOST_FAILURES) {
                give(trouble);
            } else {
                more++;
            }
        }

        /** One that cannot be given to anybody must not keep the others from being given. */
        private void give(Trouble trouble) {
            if (noLongerSo.remove(trouble.key()) != null
                    || findings.wasSettledWithin(properties.again(), trouble, now)) {
                return;
            }
            try {
                if (findings.give(check.code(), trouble, now)) {
                    opened++;
                    open++;
                }
            } catch (RuntimeException e) {
                failures++;
                fail(check, e);
            }
        }
    }
}

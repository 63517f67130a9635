package care.handrail.pathways.watchdog;

import care.handrail.pathways.Watched;
import care.handrail.pathways.store.WatchdogRuns;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts everything that there ever was: what was created is finished, open, or a dead letter that a person has. It does not
 * ask which one is missing, and so finds also what no other check knows to look for.
 */
final class Reconciliation implements Check {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final List<Watched> watched;
    private final WatchdogRuns runs;

    Reconciliation(List<Watched> watched, WatchdogRuns runs) {
        this.watched = watched;
        this.runs = runs;
    }

    @Override
    public String code() {
        return "counts-differ";
    }

    @Override
    public long look(Instant now, Consumer<Trouble> found) {
        for (var kind : watched) {
            var tally = kind.tally();
            runs.reconciled(kind.kind(), tally, now);
            var line =
                    "Reconciliation of {}: {} created = {} finished + {} open + {} owned dead letters; difference {}.";
            var counts = new Object[] {
                kind.kind(), tally.created(), tally.finished(), tally.open(), tally.dead(), tally.difference()
            };
            if (tally.difference() == 0) {
                LOG.info(line, counts);
            } else {
                LOG.error(line, counts);
                found.accept(Trouble.of(kind.kind(), kind.kind(), code(), null, tally.difference()));
            }
        }
        return 0;
    }
}

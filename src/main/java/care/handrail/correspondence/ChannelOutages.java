package care.handrail.correspondence;

import care.handrail.correspondence.store.OutageTable;
import care.handrail.pathways.Pathways;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells somebody, once, that nothing goes out by a channel, instead of letting each letter find out for itself. */
@Service
@Transactional
public class ChannelOutages {

    /** A channel that fails for so long does not come back by itself, or too late. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Logger log = LoggerFactory.getLogger(ChannelOutages.class);

    private final OutageTable table;
    private final Pathways pathways;
    private final Clock clock;

    ChannelOutages(OutageTable table, Pathways pathways, Clock clock) {
        this.table = table;
        this.pathways = pathways;
        this.clock = clock;
    }

    /**
     * Gives the practice manager a work item for each channel by which nothing has gone out for
     * {@link #PATIENCE}, and takes those back that are not true any more. On several nodes at once it does no harm.
     */
    public void look() {
        for (var outage : table.lockUntold(clock.instant().minus(PATIENCE))) {
            var alarm = Ids.next();
            log.error("Nothing has gone out by {} since {}.", outage.channel(), outage.since());
            pathways.start("ChannelOutage", alarm, Map.of("correspondenceChannel", outage.channel()));
            table.told(outage.channel(), alarm);
        }
        for (var outage : table.lockOver()) {
            var alarm = String.valueOf(outage.alarm());
            log.info("Something goes out by {} again.", outage.channel());
            table.forget(alarm);
            pathways.correlate("ChannelWorks", alarm, Map.of());
        }
    }

    /** Looks at the channel anew from now on, because somebody has dealt with its outage. For the diagram. */
    public void watchAgain(String alarm) {
        table.forget(alarm);
    }
}

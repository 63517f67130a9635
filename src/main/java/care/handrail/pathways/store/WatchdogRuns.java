package care.handrail.pathways.store;

import care.handrail.pathways.Tally;
import care.handrail.pathways.Watchdog.Count;
import care.handrail.pathways.Watchdog.Run;
import care.handrail.shared.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the watchdog's looks and counts went. */
@Component
public class WatchdogRuns {

    private final JdbcClient database;

    public WatchdogRuns(JdbcClient database) {
        this.database = database;
    }

    /** Keeps a look. */
    public void add(Run run) {
        database.sql("""
                insert into WATCHDOG_RUN (ID, NODE, STARTED_AT, FINISHED_AT, CHECKED, FOUND, OPENED, GONE, WAITING, FAILED)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        Ids.next(),
                        run.node(),
                        utc(run.startedAt()),
                        utc(run.finishedAt()),
                        run.checked(),
                        run.found(),
                        run.opened(),
                        run.gone(),
                        run.waiting(),
                        String.join(" ", run.failed()))
                .update();
    }

    /** Returns looks, the latest first. */
    public List<Run> last(int most) {
        return database.sql("select * from WATCHDOG_RUN order by FINISHED_AT desc, ID limit ?")
                .param(most)
                .query((row, n) -> new Run(
                        row.getString("NODE"),
                        row.getObject("STARTED_AT", OffsetDateTime.class).toInstant(),
                        row.getObject("FINISHED_AT", OffsetDateTime.class).toInstant(),
                        row.getLong("CHECKED"),
                        row.getLong("FOUND"),
                        row.getLong("OPENED"),
                        row.getLong("GONE"),
                        row.getLong("WAITING"),
                        row.getString("FAILED").isEmpty()
                                ? List.of()
                                : List.of(row.getString("FAILED").split(" "))))
                .list();
    }

    /** Returns when the last look that went well was over; empty when none did. */
    public Optional<Instant> lastWell() {
        return database.sql("select FINISHED_AT from WATCHDOG_RUN where FAILED = '' order by FINISHED_AT desc limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Keeps how many there were of a kind. */
    public void reconciled(String kind, Tally tally, Instant now) {
        database.sql("""
                insert into WATCHDOG_COUNT (ID, KIND, COUNTED_AT, CREATED, FINISHED, STILL_OPEN, DEAD, DIFFERENCE)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        Ids.next(),
                        kind,
                        utc(now),
                        tally.created(),
                        tally.finished(),
                        tally.open(),
                        tally.dead(),
                        tally.difference())
                .update();
    }

    /** Returns when everything was counted last; empty when it never was. */
    public Optional<Instant> lastReconciled() {
        return database.sql("select COUNTED_AT from WATCHDOG_COUNT order by COUNTED_AT desc limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Returns what was counted last, in the order of the kinds. */
    public List<Count> counts() {
        return database.sql("""
                select * from WATCHDOG_COUNT where COUNTED_AT = (select max(COUNTED_AT) from WATCHDOG_COUNT) order by KIND
                """)
                .query((row, n) -> new Count(
                        row.getString("KIND"),
                        row.getObject("COUNTED_AT", OffsetDateTime.class).toInstant(),
                        new Tally(
                                row.getLong("CREATED"),
                                row.getLong("FINISHED"),
                                row.getLong("STILL_OPEN"),
                                row.getLong("DEAD"))))
                .list();
    }

    /** Forgets looks and counts from before the moment. */
    public void forget(Instant before) {
        database.sql("delete from WATCHDOG_RUN where FINISHED_AT < ?")
                .param(utc(before))
                .update();
        database.sql("delete from WATCHDOG_COUNT where COUNTED_AT < ?")
                .param(utc(before))
                .update();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}

package care.handrail.pathways;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Watches the rows of a table, each of which has a process of its own: a main process whose business key is the row's id.
 * A row that is not finished and whose process does not run is adrift.
 *
 * <p>The table has the columns {@code ID}, {@code PATIENT_ID}, {@code SITE} and {@code SERVICE_LINE}. Give it an index by
 * which the unfinished rows are found.
 */
public final class WatchedTable implements Watched {

    /** For {@code dead}: none of these fails for good. */
    public static final String NEVER = "false";

    private final JdbcClient database;
    private final String kind;
    private final String tally;
    private final String adrift;
    private final String unfinished;

    /**
     * Names what to watch. The last four are SQL of the program's own, in which {@code r} is the row.
     *
     * @param table name of the table
     * @param process what the key of the process is: {@code 'OutboundReferral'} in quotes, or a column
     * @param finished condition that holds for a row that came to a proper end
     * @param dead condition that holds for a row that failed for good; its process still runs, with a work item. See
     *     {@link #NEVER}
     */
    public WatchedTable(JdbcClient database, String kind, String table, String process, String finished, String dead) {
        this.database = database;
        this.kind = kind;
        var runs = """
                exists (select 1 from ACT_RU_EXECUTION x join ACT_RE_PROCDEF d on d.ID_ = x.PROC_DEF_ID_
                  where x.BUSINESS_KEY_ = r.ID and x.PARENT_ID_ is null and d.KEY_ = %s)""".formatted(process);
        tally = """
                select count(*) as CREATED,
                  count(case when %1$s then 1 end) as FINISHED,
                  count(case when not (%1$s) and not (%2$s) and %3$s then 1 end) as STILL_OPEN,
                  count(case when not (%1$s) and (%2$s) and %3$s then 1 end) as DEAD
                from %4$s r
                """.formatted(finished, dead, runs, table);
        adrift = """
                select r.ID, r.PATIENT_ID, r.SITE, r.SERVICE_LINE from %s r
                where not (%s) and r.ID > ? and not %s
                order by r.ID limit ?
                """.formatted(table, finished, runs);
        unfinished = "select count(*) from %s r where not (%s)".formatted(table, finished);
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Tally tally() {
        return database.sql(tally)
                .query((row, n) -> new Tally(
                        row.getLong("CREATED"),
                        row.getLong("FINISHED"),
                        row.getLong("STILL_OPEN"),
                        row.getLong("DEAD")))
                .single();
    }

    @Override
    public List<Adrift> adrift(Instant now, String after, int most) {
        return database.sql(adrift)
                .params(after, most)
                .query((row, n) -> new Adrift(
                        row.getString("ID"),
                        row.getString("PATIENT_ID"),
                        row.getString("SITE"),
                        row.getString("SERVICE_LINE"),
                        Adrift.NOT_RUNNING))
                .list();
    }

    @Override
    public long unfinished() {
        return database.sql(unfinished).query(Long.class).single();
    }
}

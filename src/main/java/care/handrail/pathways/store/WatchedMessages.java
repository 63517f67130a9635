package care.handrail.pathways.store;

import care.handrail.pathways.Adrift;
import care.handrail.pathways.Tally;
import care.handrail.pathways.Watched;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Has the watchdog look for messages that wait for a process and that no job will deliver. */
@Component
class WatchedMessages implements Watched {

    private static final String PLANNED = """
            exists (select 1 from ACT_RU_JOB j where j.HANDLER_TYPE_ = 'inbox'
              and j.HANDLER_CFG_ in (m.ID, m.ID || '/once'))""";

    private final JdbcClient database;

    WatchedMessages(JdbcClient database) {
        this.database = database;
    }

    @Override
    public String kind() {
        return "message";
    }

    /** A message that nobody takes is given to people in a process of its own, which is watched as all are. */
    @Override
    public Tally tally() {
        return database.sql("""
                select count(*), count(case when m.STATE <> 'PENDING' then 1 end),
                  count(case when m.STATE = 'PENDING' and %s then 1 end)
                from INBOUND_MESSAGE m
                """.formatted(PLANNED))
                .query((row, n) -> new Tally(row.getLong(1), row.getLong(2), row.getLong(3), 0))
                .single();
    }

    @Override
    public List<Adrift> adrift(Instant now, String after, int most) {
        return database.sql("""
                select m.ID, m.PATIENT_ID, m.SITE, m.SERVICE_LINE from INBOUND_MESSAGE m
                where m.STATE = 'PENDING' and m.ID > ? and not %s order by m.ID limit ?
                """.formatted(PLANNED))
                .params(after, most)
                .query((row, n) -> new Adrift(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), Adrift.NOT_SCHEDULED))
                .list();
    }

    @Override
    public long unfinished() {
        return database.sql("select count(*) from INBOUND_MESSAGE where STATE = 'PENDING'")
                .query(Long.class)
                .single();
    }
}

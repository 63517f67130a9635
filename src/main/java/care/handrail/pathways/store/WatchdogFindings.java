package care.handrail.pathways.store;

import care.handrail.pathways.Watchdog.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the watchdog has found, from the moment it is given to people to the moment it is settled. */
@Component
public class WatchdogFindings {

    /** How a finding is settled that is no longer so, whoever saw to it. */
    public static final String GONE = "gone";

    private final JdbcClient database;

    public WatchdogFindings(JdbcClient database) {
        this.database = database;
    }

    /**
     * Something new that was found.
     *
     * @param id opaque id, which is the business key of the process that people settle it in
     * @param check code of the check that found it
     * @param key what the same trouble has each time it is found
     */
    public record New(
            String id,
            String check,
            String key,
            String kind,
            String about,
            String reason,
            @Nullable String step,
            @Nullable Long count) {}

    /** A finding that is not settled yet. */
    public record Open(String id, String key) {}

    /** Adds an open finding. Fails with a duplicate key when there is an open one with the key. */
    public void add(New finding, Instant now) {
        database.sql("""
                insert into WATCHDOG_FINDING (ID, CHECK_CODE, FINDING_KEY, OPEN_KEY, KIND, ABOUT, REASON, STEP, COUNTED,
                    OPENED_AT)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(Arrays.asList(
                        finding.id(),
                        finding.check(),
                        finding.key(),
                        finding.key(),
                        finding.kind(),
                        finding.about(),
                        finding.reason(),
                        finding.step(),
                        finding.count(),
                        utc(now)))
                .update();
    }

    /** Settles a finding and tells whether it was open. */
    public boolean settle(String id, String outcome, Instant now) {
        return database.sql("""
                        update WATCHDOG_FINDING set OPEN_KEY = null, SETTLED_AT = ?, OUTCOME = ?
                        where ID = ? and OPEN_KEY is not null
                        """).params(utc(now), outcome, id).update() == 1;
    }

    /** Returns the open findings of a check; there are never many. */
    public List<Open> open(String check) {
        return database.sql("select ID, OPEN_KEY from WATCHDOG_FINDING where CHECK_CODE = ? and OPEN_KEY is not null")
                .param(check)
                .query((row, n) -> new Open(row.getString(1), row.getString(2)))
                .list();
    }

    /** Tells whether a person has settled the same trouble since the moment. */
    public boolean wasSettledSince(String key, Instant moment) {
        return database.sql("""
                        select exists (select 1 from WATCHDOG_FINDING
                        where FINDING_KEY = ? and SETTLED_AT > ? and OUTCOME <> ?)
                        """)
                .params(key, utc(moment), GONE)
                .query(Boolean.class)
                .single();
    }

    /** Returns open findings, the oldest first. */
    public List<Finding> open(int most) {
        return database.sql("""
                select * from WATCHDOG_FINDING where OPEN_KEY is not null order by OPENED_AT, ID limit ?
                """).param(most).query(WatchdogFindings::finding).list();
    }

    /** Returns settled findings, the latest first. */
    public List<Finding> settled(int most) {
        return database.sql("""
                select * from WATCHDOG_FINDING where SETTLED_AT is not null order by SETTLED_AT desc, ID limit ?
                """).param(most).query(WatchdogFindings::finding).list();
    }

    private static Finding finding(ResultSet row, int number) throws SQLException {
        return new Finding(
                row.getString("ID"),
                row.getString("KIND"),
                row.getString("ABOUT"),
                row.getString("REASON"),
                row.getString("STEP"),
                row.getObject("COUNTED", Long.class),
                row.getObject("OPENED_AT", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("SETTLED_AT", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                row.getString("OUTCOME"));
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}

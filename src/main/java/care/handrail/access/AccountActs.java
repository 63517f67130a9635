package care.handrail.access;

import care.handrail.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The acts on accounts that one person asked for and another one decides. Asks for no permission. */
@Component
public class AccountActs {

    /** An act that nobody has decided by then is over. */
    private static final Duration WAITS = Duration.ofDays(3);

    private final JdbcTemplate database;
    private final Clock clock;

    public AccountActs(JdbcTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An act that waits for a second person. */
    public record Asked(String id, AccountAct act, String userId, String askedBy, Instant askedAt) {}

    /** Keeps that somebody asks for an act. */
    public void ask(AccountAct act, String userId, String askedBy) {
        insert(act, userId, askedBy, null);
    }

    /** Keeps that somebody did alone what takes two, in the transaction that did it. */
    public void doneAlone(AccountAct act, String userId, String by) {
        insert(act, userId, by, "alone");
    }

    private void insert(AccountAct act, String userId, String askedBy, @Nullable String decision) {
        database.update(
                "insert into ACCOUNT_ACT (ID, ACT, USER_ID, ASKED_BY, ASKED_AT, DECISION) values (?, ?, ?, ?, ?, ?)",
                Ids.next(),
                act.code(),
                userId,
                askedBy,
                now(),
                decision);
    }

    /** Returns what waits, the oldest first. */
    public List<Asked> waiting() {
        return database.query(
                "select * from ACCOUNT_ACT where DECISION is null and ASKED_AT > ? order by ASKED_AT",
                AccountActs::read,
                now().minus(WAITS));
    }

    /** Returns the act of this id if it waits. */
    public Optional<Asked> waiting(String id) {
        return waiting().stream().filter(asked -> asked.id().equals(id)).findFirst();
    }

    /** Decides an act, and tells whether it still waited: of two who decide at once only one does. */
    public boolean decide(Asked asked, boolean confirmed, String by) {
        return database.update(
                        "update ACCOUNT_ACT set DECISION = ?, DECIDED_BY = ?, DECIDED_AT = ? where ID = ? and DECISION is null",
                        confirmed ? "confirmed" : "refused",
                        by,
                        now(),
                        asked.id())
                == 1;
    }

    /** Tells whether a powerful role was ever given to anybody, by one person or by two. */
    public boolean hasEverGivenARole() {
        return database.queryForObject(
                "select count(*) > 0 from ACCOUNT_ACT where ACT like 'give-%' and DECISION in ('alone', 'confirmed')",
                Boolean.class);
    }

    private static Asked read(ResultSet row, int number) throws SQLException {
        return new Asked(
                row.getString("ID"),
                AccountAct.of(row.getString("ACT")).orElseThrow(),
                row.getString("USER_ID"),
                row.getString("ASKED_BY"),
                row.getObject("ASKED_AT", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

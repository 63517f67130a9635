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
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The passwords that somebody else has set. Such a password opens the page on which its owner chooses another one, and
 * nothing else, and that for a few days only.
 */
@Component
public class SetPasswords {

    /** How long a person is told who has set a password of theirs. */
    private static final Duration TOLD = Duration.ofDays(90);

    private final JdbcTemplate database;
    private final Clock clock;
    private final Duration lasts;

    /** @param lasts how long a password that somebody else has set lets its owner in */
    SetPasswords(JdbcTemplate database, Clock clock, @Value("${handrail.sign-in.set-password-lasts}") Duration lasts) {
        this.database = database;
        this.clock = clock;
        this.lasts = lasts;
    }

    /**
     * A password that was set by somebody else.
     *
     * @param confirmedBy the second person, where two were asked for
     * @param chosenAt when its owner chose another one instead; null until then
     * @param isOver whether it lets nobody in any more
     */
    public record SetPassword(
            String setBy,
            @Nullable String confirmedBy,
            Instant setAt,
            @Nullable Instant chosenAt,
            boolean isOver) {}

    /** Says that somebody else has set the person's password, in the transaction that did it. */
    public void set(String userId, String by, @Nullable String confirmedBy) {
        database.update(
                "insert into SET_PASSWORD (ID, USER_ID, SET_BY, CONFIRMED_BY, SET_AT) values (?, ?, ?, ?, ?)",
                Ids.next(),
                userId,
                by,
                confirmedBy,
                now());
    }

    /** Says that the person has chosen a password, in the transaction that kept it. */
    public void chosen(String userId) {
        database.update("update SET_PASSWORD set CHOSEN_AT = ? where USER_ID = ? and CHOSEN_AT is null", now(), userId);
    }

    /** Returns what the person has to replace by a password of their own; empty when there is nothing. */
    public Optional<SetPassword> due(String userId) {
        return database
                .query(
                        "select * from SET_PASSWORD where USER_ID = ? and CHOSEN_AT is null order by SET_AT desc",
                        this::read,
                        userId)
                .stream()
                .findFirst();
    }

    /** Returns what others have set in the last 90 days, the newest first. */
    public List<SetPassword> lately(String userId) {
        return database.query(
                "select * from SET_PASSWORD where USER_ID = ? and SET_AT > ? order by SET_AT desc",
                this::read,
                userId,
                now().minus(TOLD));
    }

    private SetPassword read(ResultSet row, int number) throws SQLException {
        var setAt = row.getObject("SET_AT", OffsetDateTime.class).toInstant();
        var chosenAt = row.getObject("CHOSEN_AT", OffsetDateTime.class);
        return new SetPassword(
                row.getString("SET_BY"),
                row.getString("CONFIRMED_BY"),
                setAt,
                chosenAt == null ? null : chosenAt.toInstant(),
                chosenAt != null || clock.instant().isAfter(setAt.plus(lasts)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package care.handrail.correspondence.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The channels by which nothing goes out at present. */
@Component
public class OutageTable {

    private final JdbcTemplate database;

    public OutageTable(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * A channel by which nothing goes out.
     *
     * @param alarm business key of the process that somebody was told by; null while nobody was
     */
    public record Outage(
            String channel, Instant since, @Nullable String alarm) {}

    /** Notes that something could not go out by the channel. The first time counts. */
    public void failed(String channel, Instant now) {
        int known = database.update("update hr_channel_outage set is_over = false where channel = ?", channel);
        if (known == 0) {
            database.update(
                    "insert into hr_channel_outage (channel, since, is_over) values (?, ?, false)",
                    channel,
                    now.atOffset(ZoneOffset.UTC));
        }
    }

    /** Notes that something has gone out by the channel. */
    public void worked(String channel) {
        int forgotten = database.update("delete from hr_channel_outage where channel = ? and alarm is null", channel);
        if (forgotten == 0) {
            database.update(
                    "update hr_channel_outage set is_over = true where channel = ? and is_over = false", channel);
        }
    }

    /** Returns those that began by the moment and of which nobody was told, locked until the transaction ends. */
    public List<Outage> lockUntold(Instant began) {
        return query(
                "alarm is null and is_over = false and since <= ? order by channel for update",
                began.atOffset(ZoneOffset.UTC));
    }

    /** Returns those that are over, and of which somebody was told, locked until the transaction ends. */
    public List<Outage> lockOver() {
        return query("is_over = true order by channel for update");
    }

    /** Notes by which process somebody was told. */
    public void told(String channel, String alarm) {
        database.update("update hr_channel_outage set alarm = ? where channel = ?", alarm, channel);
    }

    /** Forgets the outage that somebody was told of by the process; if it goes on it begins anew. */
    public void forget(String alarm) {
        database.update("delete from hr_channel_outage where alarm = ?", alarm);
    }

    private List<Outage> query(String where, Object... parameters) {
        return database.query(
                "select channel, since, alarm from hr_channel_outage where " + where,
                (row, n) -> new Outage(
                        Objects.requireNonNull(row.getString("channel")),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getString("alarm")),
                parameters);
    }
}

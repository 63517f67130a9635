package care.handrail.pathways.store;

import care.handrail.pathways.InboundMessage;
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

/** The stored inbound messages, from the moment they come to the moment they are settled. */
@Component
public class InboundMessages {

    private final JdbcClient database;

    public InboundMessages(JdbcClient database) {
        this.database = database;
    }

    /** Where a message stands. */
    public enum State {
        /** Nobody has taken it yet. */
        PENDING,
        /** A process has taken it. */
        CORRELATED,
        /** No process takes it; people see it. */
        IN_REVIEW
    }

    /**
     * A stored message.
     *
     * @param bodyHash tells whether another message with the same key says the same
     * @param variables what the waiting process gets, as text
     * @param attempts how often it was tried and nobody waited
     * @param failures how often the process that waited failed to take it
     */
    public record Stored(
            String id,
            String name,
            String episodeId,
            String patientId,
            String reference,
            String site,
            String serviceLine,
            String bodyHash,
            String variables,
            State state,
            Instant receivedAt,
            int attempts,
            int failures) {}

    /** Adds a pending message. Fails with a duplicate key when there is one with the key. */
    public void add(String id, InboundMessage message, String keyHash, String bodyHash, String variables, Instant now) {
        database.sql("""
                insert into INBOUND_MESSAGE (ID, NAME, EPISODE_ID, PATIENT_ID, REFERENCE, SITE, SERVICE_LINE, KEY_HASH,
                    BODY_HASH, VARIABLES, STATE, RECEIVED_AT, ATTEMPTS, FAILURES, NEXT_TRY)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, 0, 0, ?)
                """)
                .params(
                        id,
                        message.name(),
                        message.episodeId(),
                        message.patientId(),
                        message.reference(),
                        message.site(),
                        message.serviceLine(),
                        keyHash,
                        bodyHash,
                        variables,
                        utc(now),
                        utc(now))
                .update();
    }

    /** Returns the message that came with a key; empty when none did. */
    public Optional<Stored> findByKey(String keyHash) {
        return database.sql("select * from INBOUND_MESSAGE where KEY_HASH = ?")
                .param(keyHash)
                .query(InboundMessages::stored)
                .optional();
    }

    /** Returns a message and keeps others from settling it until the transaction ends. */
    public Optional<Stored> lock(String id) {
        return database.sql("select * from INBOUND_MESSAGE where ID = ? for update")
                .param(id)
                .query(InboundMessages::stored)
                .optional();
    }

    /** Returns the messages of an episode that nobody has taken yet, in the order in which they came. */
    public List<Stored> pending(String episodeId, String name) {
        return database.sql("""
                select * from INBOUND_MESSAGE where EPISODE_ID = ? and NAME = ? and STATE = 'PENDING'
                order by RECEIVED_AT, ID
                """)
                .params(episodeId, name)
                .query(InboundMessages::stored)
                .list();
    }

    /** Returns the ids of all messages of an episode that nobody has taken yet, in the order in which they came. */
    public List<String> pending(String episodeId) {
        return database.sql(
                        "select ID from INBOUND_MESSAGE where EPISODE_ID = ? and STATE = 'PENDING' order by RECEIVED_AT, ID")
                .param(episodeId)
                .query(String.class)
                .list();
    }

    /** Notes that nobody waited for a message, and when it is tried again. */
    public void nobodyWaited(String id, Instant nextTry) {
        database.sql("update INBOUND_MESSAGE set ATTEMPTS = ATTEMPTS + 1, NEXT_TRY = ? where ID = ?")
                .params(utc(nextTry), id)
                .update();
    }

    /** Notes that the process that waited failed to take a message, and returns how often that has happened. */
    public int failed(String id) {
        database.sql("update INBOUND_MESSAGE set FAILURES = FAILURES + 1 where ID = ?")
                .param(id)
                .update();
        return database.sql("select FAILURES from INBOUND_MESSAGE where ID = ?")
                .param(id)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Settles a message. The reason is a code; null when a process took it. */
    public void settle(String id, State state, @Nullable String reason, Instant now) {
        database.sql("""
                update INBOUND_MESSAGE set STATE = ?, REASON = ?, SETTLED_AT = ?, NEXT_TRY = null where ID = ?
                """)
                .params(Arrays.asList(state.name(), reason, utc(now), id))
                .update();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                row.getString("ID"),
                row.getString("NAME"),
                row.getString("EPISODE_ID"),
                row.getString("PATIENT_ID"),
                row.getString("REFERENCE"),
                row.getString("SITE"),
                row.getString("SERVICE_LINE"),
                row.getString("BODY_HASH"),
                row.getString("VARIABLES"),
                State.valueOf(row.getString("STATE")),
                row.getObject("RECEIVED_AT", OffsetDateTime.class).toInstant(),
                row.getInt("ATTEMPTS"),
                row.getInt("FAILURES"));
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}

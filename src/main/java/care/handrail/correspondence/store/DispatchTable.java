package care.handrail.correspondence.store;

import care.handrail.consent.Use;
import care.handrail.correspondence.DispatchState;
import care.handrail.correspondence.Intent.About;
import care.handrail.correspondence.store.Dispatch.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** One row for each thing that was asked to be sent. Nothing personal stands in it. */
@Component
public class DispatchTable {

    private static final String COLUMNS = "id, idempotency_key, purpose, recipient, asked_channel, template,"
            + " template_version, patient_id, episode_id, site, service_line, reference, address_id, documents,"
            + " send_before, tell, asked_at, channel, state, attempt, tries, problem, basis, provider_id, changed_at,"
            + " told, overtaken";

    private final JdbcTemplate database;

    public DispatchTable(JdbcTemplate database) {
        this.database = database;
    }

    /** Adds a row. Fails when there is one with the idempotency key. */
    public void add(Dispatch dispatch) {
        var order = dispatch.order();
        database.update(
                "insert into hr_dispatch (" + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                order.id(),
                order.idempotencyKey(),
                order.use().purpose(),
                order.use().recipient(),
                order.use().channel(),
                order.template(),
                order.templateVersion(),
                order.about().patientId(),
                order.about().episodeId(),
                order.about().site(),
                order.about().serviceLine(),
                order.about().reference(),
                order.addressId(),
                String.join(",", order.documents()),
                time(order.sendBefore()),
                order.tell(),
                time(order.askedAt()),
                dispatch.channel(),
                dispatch.state().name(),
                dispatch.attempt(),
                dispatch.tries(),
                dispatch.problem(),
                dispatch.basis(),
                dispatch.providerId(),
                time(dispatch.changedAt()),
                dispatch.toldOutcome(),
                dispatch.isOvertaken());
    }

    /** Writes what has changed since {@link #lock}. */
    public void save(Dispatch dispatch) {
        database.update(
                "update hr_dispatch set channel = ?, state = ?, attempt = ?, tries = ?, problem = ?, basis = ?,"
                        + " provider_id = ?, changed_at = ?, told = ?, overtaken = ? where id = ?",
                dispatch.channel(),
                dispatch.state().name(),
                dispatch.attempt(),
                dispatch.tries(),
                dispatch.problem(),
                dispatch.basis(),
                dispatch.providerId(),
                time(dispatch.changedAt()),
                dispatch.toldOutcome(),
                dispatch.isOvertaken(),
                dispatch.id());
    }

    /** Returns the row, and keeps everybody else from changing it until the transaction ends. */
    public Optional<Dispatch> lock(String id) {
        return query("id = ? for update", id).findFirst();
    }

    public Optional<Dispatch> find(String id) {
        return query("id = ?", id).findFirst();
    }

    public Optional<Dispatch> findByKey(String idempotencyKey) {
        return query("idempotency_key = ?", idempotencyKey).findFirst();
    }

    /** Returns what is in one of the states for the patients, the oldest first, locked as by {@link #lock}. */
    public List<Dispatch> lockOf(Collection<String> patientIds, Collection<DispatchState> states) {
        return query(
                        "patient_id in (" + marks(patientIds) + ") and state in (" + marks(states)
                                + ") order by asked_at, id for update",
                        Stream.concat(patientIds.stream(), states.stream().map(Enum::name))
                                .toArray())
                .toList();
    }

    /** Returns everything of which the process is told, the oldest first, locked as by {@link #lock}. */
    public List<Dispatch> lockToldTo(String tell) {
        return query("tell = ? order by asked_at, id for update", tell).toList();
    }

    /** Returns those with the ids, the oldest first, locked as by {@link #lock}. */
    public List<Dispatch> lockAll(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : query("id in (" + marks(ids) + ") order by asked_at, id for update", ids.toArray())
                        .toList();
    }

    /** Returns the letters with the reference to the patient, or to others, whatever became of them; the latest change first. */
    public List<Dispatch> letters(String reference, boolean toThePatient) {
        return query(
                        "reference = ? and channel = 'letter' and recipient " + (toThePatient ? "=" : "<>")
                                + " 'patient' order by changed_at desc, id",
                        reference)
                .toList();
    }

    /**
     * Returns what was sent by the channel since then and of which more will be heard: what was never asked about first,
     * then what was not asked about for the longest.
     */
    public List<Dispatch> fateUnknown(String channel, Instant since, int most) {
        return query(
                        "state = 'SENT' and channel = ? and fate_known = false and provider_id is not null"
                                + " and changed_at > ? order by asked_fate_at nulls first, id fetch first " + most
                                + " rows only",
                        channel,
                        since.atOffset(ZoneOffset.UTC))
                .toList();
    }

    /** Notes when it was asked what became of it. */
    public void askedFate(String id, Instant now) {
        database.update("update hr_dispatch set asked_fate_at = ? where id = ?", time(now), id);
    }

    /** Returns what was sent by the channel until then and of which it was never said whether it arrived, the oldest first. */
    public List<Dispatch> neverAnswered(String channel, Instant until, int most) {
        return query(
                        "state = 'SENT' and channel = ? and fate_known = false and provider_id is not null"
                                + " and changed_at <= ? order by changed_at, id fetch first " + most + " rows only",
                        channel,
                        until.atOffset(ZoneOffset.UTC))
                .toList();
    }

    /** Notes that nothing more will be heard of what was sent. */
    public void fateKnown(String id) {
        database.update("update hr_dispatch set fate_known = true where id = ?", id);
    }

    /**
     * Notes by its hash what of a letter is shown to whoever prints it.
     *
     * @return whether it was shown otherwise before
     */
    public boolean shown(String id, String hash) {
        database.update(
                "update hr_dispatch set shown_anew = shown_anew or (shown_hash is not null and shown_hash <> ?),"
                        + " shown_hash = ? where id = ?",
                hash,
                hash,
                id);
        return database.queryForObject("select shown_anew from hr_dispatch where id = ?", Boolean.class, id);
    }

    /** Returns the hash of the letter as it was shown for printing last; empty when it never was. */
    public Optional<String> lastShown(String id) {
        return database
                .queryForList(
                        "select shown_hash from hr_dispatch where id = ? and shown_hash is not null", String.class, id)
                .stream()
                .findFirst();
    }

    private static String marks(Collection<?> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    private Stream<Dispatch> query(String where, Object... parameters) {
        return database
                .query("select " + COLUMNS + " from hr_dispatch where " + where, (row, n) -> dispatch(row), parameters)
                .stream();
    }

    private static Dispatch dispatch(ResultSet row) throws SQLException {
        var documents = row.getString("documents");
        return new Dispatch(
                new Order(
                        row.getString("id"),
                        row.getString("idempotency_key"),
                        new Use(row.getString("purpose"), row.getString("recipient"), row.getString("asked_channel")),
                        row.getString("template"),
                        row.getInt("template_version"),
                        new About(
                                row.getString("patient_id"),
                                row.getString("episode_id"),
                                row.getString("site"),
                                row.getString("service_line"),
                                row.getString("reference")),
                        row.getString("address_id"),
                        documents == null || documents.isEmpty() ? List.of() : List.of(documents.split(",")),
                        moment(row, "send_before"),
                        row.getString("tell"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant()),
                row.getString("channel"),
                DispatchState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("tries"),
                row.getString("problem"),
                row.getString("basis"),
                row.getString("provider_id"),
                moment(row, "changed_at"),
                row.getString("told"),
                row.getBoolean("overtaken"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}

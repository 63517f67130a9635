package care.handrail.signoffs.store;

import care.handrail.access.Role;
import care.handrail.signoffs.Decision;
import care.handrail.signoffs.SignOffState;
import care.handrail.signoffs.SignOffView.Signature;
import care.handrail.signoffs.SignOffs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps sign-offs; of signatures, and of what was shown, rows are added and never changed. */
@Component
public class SignOffTable {

    private static final String SELECT = "select * from hr_sign_off where ";
    private static final String LOCK = " order by requested_at desc, id for update";

    private final JdbcTemplate database;

    SignOffTable(JdbcTemplate database) {
        this.database = database;
    }

    /** Adds a request; nobody has decided anything yet. */
    public void add(String id, SignOffs.Request request, Instant now) {
        database.update(
                """
                insert into hr_sign_off (id, kind, item_id, reference, patient_id, episode_id, site, service_line, author,
                    role, until_at, waiting_key, state, requested_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'REQUESTED', ?)
                """,
                id,
                request.kind(),
                request.itemId(),
                request.reference(),
                request.patientId(),
                request.episodeId(),
                request.site(),
                request.serviceLine(),
                request.author(),
                request.role().group(),
                at(request.until()),
                request.waitingKey(),
                at(now));
    }

    /** Writes where a locked sign-off stands. */
    public void save(SignOff signOff) {
        database.update(
                "update hr_sign_off set state = ?, first_signer = ?, hash = ?, settled_at = ?, voided_at = ?"
                        + " where id = ?",
                signOff.state().name(),
                signOff.firstSigner(),
                signOff.hash(),
                at(signOff.settledAt()),
                at(signOff.voidedAt()),
                signOff.id());
    }

    public Optional<SignOff> find(String id) {
        return query(SELECT + "id = ?", id).stream().findFirst();
    }

    /** Returns a sign-off and keeps others from changing it until the transaction ends. */
    public Optional<SignOff> lock(String id) {
        return query(SELECT + "id = ? for update", id).stream().findFirst();
    }

    /** Returns the open ones of an item, locked. */
    public List<SignOff> lockOpenOf(String kind, String itemId) {
        return query(
                SELECT + "kind = ? and item_id = ? and state in ('REQUESTED', 'FIRST_SIGNED')" + LOCK, kind, itemId);
    }

    /** Returns those of an item that somebody has approved, locked. */
    public List<SignOff> lockApprovedOf(String kind, String itemId) {
        return query(SELECT + "kind = ? and item_id = ? and state in ('FIRST_SIGNED', 'SIGNED')" + LOCK, kind, itemId);
    }

    /** Returns the open ones of a patient, locked. */
    public List<SignOff> lockOpenOfPatient(String patientId) {
        return query(SELECT + "patient_id = ? and state in ('REQUESTED', 'FIRST_SIGNED')" + LOCK, patientId);
    }

    /** Returns those of an item, the newest first. */
    public List<SignOff> of(String kind, String itemId) {
        return query(SELECT + "kind = ? and item_id = ? order by requested_at desc, id", kind, itemId);
    }

    /** Returns those of a patient, the newest first. */
    public List<SignOff> ofPatient(String patientId) {
        return query(SELECT + "patient_id = ? order by requested_at desc, id", patientId);
    }

    /** Puts a signature on record. */
    public void sign(
            String signOff, String signer, Decision decision, @Nullable String reason, String hash, Instant now) {
        database.update(
                "insert into hr_signature (sign_off_id, signer, decision, reason, hash, signed_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                signOff,
                signer,
                decision.code(),
                reason,
                hash,
                at(now));
    }

    /** Returns the signatures under a sign-off, the first one first. */
    public List<Signature> signatures(String signOff) {
        return database.query(
                "select signer, decision, reason, hash, signed_at from hr_signature where sign_off_id = ?"
                        + " order by signature_no",
                (row, number) -> new Signature(
                        row.getString("signer"),
                        row.getString("decision"),
                        row.getString("reason"),
                        row.getString("hash"),
                        row.getObject("signed_at", OffsetDateTime.class).toInstant()),
                signOff);
    }

    /** Notes that a person was shown words of this hash. */
    public void shown(String signOff, String person, String hash, Instant now) {
        database.update(
                "insert into hr_sign_off_shown (sign_off_id, user_id, hash, shown_at) values (?, ?, ?, ?)",
                signOff,
                person,
                hash,
                at(now));
    }

    /** Returns the hash of what the person was shown last; empty when nothing was. */
    public Optional<String> lastShown(String signOff, String person) {
        return database
                .queryForList(
                        "select hash from hr_sign_off_shown where sign_off_id = ? and user_id = ?"
                                + " order by shown_no desc fetch first 1 rows only",
                        String.class,
                        signOff,
                        person)
                .stream()
                .findFirst();
    }

    private List<SignOff> query(String sql, Object... values) {
        return database.query(sql, (row, number) -> signOff(row), values);
    }

    private static SignOff signOff(ResultSet row) throws SQLException {
        return new SignOff(
                row.getString("id"),
                row.getString("kind"),
                row.getString("item_id"),
                row.getString("reference"),
                row.getString("patient_id"),
                row.getString("episode_id"),
                row.getString("site"),
                row.getString("service_line"),
                row.getString("author"),
                Role.ofGroup(row.getString("role")).orElseThrow(),
                instant(row, "until_at"),
                row.getString("waiting_key"),
                SignOffState.valueOf(row.getString("state")),
                row.getString("first_signer"),
                row.getString("hash"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                instant(row, "settled_at"),
                instant(row, "voided_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}

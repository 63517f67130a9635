package care.handrail.episodes.store;

import care.handrail.access.Role;
import care.handrail.episodes.ActionKind;
import care.handrail.episodes.ActionState;
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

/** Keeps follow-on actions; codes and opaque ids only. */
@Component
public class FollowOnActionTable {

    private static final String SELECT = "select * from hr_follow_on_action where ";

    private final JdbcTemplate database;

    FollowOnActionTable(JdbcTemplate database) {
        this.database = database;
    }

    public void add(FollowOnAction action) {
        database.update(
                """
                insert into hr_follow_on_action (id, kind, patient_id, episode_id, encounter, site, service_line, asked_by,
                    state, role, person, due_at, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                action.id(),
                action.kind().name(),
                action.patientId(),
                action.episodeId(),
                action.encounter(),
                action.site(),
                action.serviceLine(),
                action.askedBy(),
                action.state().name(),
                group(action),
                action.person(),
                at(action.due()),
                at(action.createdAt()));
    }

    /** Writes where a locked action stands. */
    public void save(FollowOnAction action) {
        database.update(
                "update hr_follow_on_action set state = ?, role = ?, person = ?, settled_at = ?, reason = ? where id = ?",
                action.state().name(),
                group(action),
                action.person(),
                at(action.settledAt()),
                action.reason(),
                action.id());
    }

    public Optional<FollowOnAction> find(String id) {
        return query(SELECT + "id = ?", id).stream().findFirst();
    }

    /** Returns an action and keeps others from changing it until the transaction ends. */
    public Optional<FollowOnAction> lock(String id) {
        return query(SELECT + "id = ? for update", id).stream().findFirst();
    }

    /** Returns those of an episode, the newest first. */
    public List<FollowOnAction> of(String episodeId) {
        return query(SELECT + "episode_id = ? order by created_at desc, id", episodeId);
    }

    /** Returns those of a patient, the newest first. */
    public List<FollowOnAction> ofPatient(String patientId) {
        return query(SELECT + "patient_id = ? order by created_at desc, id", patientId);
    }

    /** Returns those of an episode with which something has yet to happen, the one that is due first before the others. */
    public List<FollowOnAction> openOf(String episodeId) {
        return query(SELECT + "episode_id = ? and settled_at is null order by due_at, id", episodeId);
    }

    /** Returns those of a patient with which something has yet to happen, locked. */
    public List<FollowOnAction> lockOpenOfPatient(String patientId) {
        return query(SELECT + "patient_id = ? and settled_at is null order by id for update", patientId);
    }

    private List<FollowOnAction> query(String sql, String value) {
        return database.query(sql, (row, number) -> action(row), value);
    }

    private static FollowOnAction action(ResultSet row) throws SQLException {
        var role = row.getString("role");
        var settled = row.getObject("settled_at", OffsetDateTime.class);
        return new FollowOnAction(
                row.getString("id"),
                ActionKind.valueOf(row.getString("kind")),
                row.getString("patient_id"),
                row.getString("episode_id"),
                row.getString("encounter"),
                row.getString("site"),
                row.getString("service_line"),
                row.getString("asked_by"),
                ActionState.valueOf(row.getString("state")),
                role == null ? null : Role.ofGroup(role).orElseThrow(),
                row.getString("person"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                settled == null ? null : settled.toInstant(),
                row.getString("reason"));
    }

    private static @Nullable String group(FollowOnAction action) {
        var role = action.role();
        return role == null ? null : role.group();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}

package care.handrail.consent.store;

import care.handrail.consent.ConsentEntry;
import care.handrail.consent.ConsentEntry.Kind;
import care.handrail.consent.ConsentEntry.TextVersion;
import care.handrail.consent.Performer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of consents: rows are added, and never changed. */
@Component
public class ConsentTable {

    private static final String COLUMNS = "id, patient_id, episode_id, kind, purpose, recipient, channel, text_id,"
            + " text_version, text_language, text_hash, performer, authority, way, recorded_by, recorded_at";

    private final JdbcTemplate database;

    public ConsentTable(JdbcTemplate database) {
        this.database = database;
    }

    public void add(ConsentEntry entry) {
        @Nullable TextVersion text = entry.text();
        database.update(
                "insert into hr_consent (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.id(),
                entry.patientId(),
                entry.episodeId(),
                entry.kind().name(),
                entry.purpose(),
                entry.recipient(),
                entry.channel(),
                text == null ? null : text.id(),
                text == null ? null : text.version(),
                text == null ? null : text.language(),
                text == null ? null : text.hash(),
                entry.performer().name(),
                entry.authority(),
                entry.way(),
                entry.recordedBy(),
                entry.recordedAt().atOffset(ZoneOffset.UTC));
    }

    /** Returns all that was said by or for the patients, in the order in which it was recorded. */
    public List<ConsentEntry> of(Collection<String> patientIds) {
        return database.query(
                "select " + COLUMNS + " from hr_consent where patient_id in ("
                        + String.join(", ", Collections.nCopies(patientIds.size(), "?")) + ") order by consent_no",
                (row, n) -> entry(row),
                patientIds.toArray());
    }

    private static ConsentEntry entry(ResultSet row) throws SQLException {
        @Nullable String text = row.getString("text_id");
        return new ConsentEntry(
                row.getString("id"),
                row.getString("patient_id"),
                row.getString("episode_id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("purpose"),
                row.getString("recipient"),
                row.getString("channel"),
                text == null
                        ? null
                        : new TextVersion(
                                text,
                                row.getInt("text_version"),
                                row.getString("text_language"),
                                row.getString("text_hash")),
                Performer.valueOf(row.getString("performer")),
                row.getString("authority"),
                row.getString("way"),
                row.getString("recorded_by"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }
}

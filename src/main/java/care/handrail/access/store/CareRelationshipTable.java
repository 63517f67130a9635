package care.handrail.access.store;

import care.handrail.access.CareRelationship;
import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps care relationships in a table; none is ever removed, so that an access can be explained for ever after.
 *
 * <p>What the end of an episode does to them is worked out at each question and written nowhere: nothing that begins at
 * the very moment of the end can be missed by it, and reopening takes all of it back.
 */
@Component
@Transactional
class CareRelationshipTable implements CareTeams {

    private static final String SELECT = """
            select r.ID, r.PATIENT_ID, r.USER_ID, r.REASON, r.SOURCE, r.EPISODE_ID, r.STARTED_AT, r.ENDS_AT, r.ENDED_AT,
                r.END_REASON, e.ENDED_AT as EPISODE_ENDED_AT
            from CARE_RELATIONSHIP r left join CARE_EPISODE_END e on e.EPISODE_ID = r.EPISODE_ID
            """;

    private static final Duration BREAK_GLASS = Duration.ofMinutes(60);

    private final JdbcTemplate database;
    private final Clock clock;
    private final Duration grace;

    CareRelationshipTable(
            JdbcTemplate database, Clock clock, @Value("${handrail.access.grace-after-episode:P14D}") Duration grace) {
        this.database = database;
        this.clock = clock;
        this.grace = grace;
    }

    @Override
    public String begin(
            String patientId,
            String userId,
            Reason reason,
            String source,
            @Nullable String episodeId,
            @Nullable Instant until) {
        var now = now();
        if (reason == Reason.BREAK_GLASS && (until == null || at(until).isAfter(now.plus(BREAK_GLASS)))) {
            throw new IllegalArgumentException("Break-glass lasts 60 minutes at most.");
        }
        var id = Ids.next();
        database.update(
                "insert into CARE_RELATIONSHIP"
                        + " (ID, PATIENT_ID, USER_ID, REASON, SOURCE, EPISODE_ID, STARTED_AT, UNTIL_AT, ENDS_AT)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                patientId,
                userId,
                reason.name(),
                source,
                episodeId,
                now,
                until == null ? null : at(until),
                until == null ? null : at(until));
        return id;
    }

    @Override
    public void end(String userId, String source, End why) {
        var now = now();
        database.update(
                "update CARE_RELATIONSHIP set ENDS_AT = ?, ENDED_AT = ?, END_REASON = ?"
                        + " where SOURCE = ? and USER_ID = ? and (ENDS_AT is null or ENDS_AT > ?)",
                now,
                now,
                why.name(),
                source,
                userId,
                now);
    }

    @Override
    public void endAll(String userId, End why) {
        var now = now();
        database.update(
                "update CARE_RELATIONSHIP set ENDS_AT = ?, ENDED_AT = ?, END_REASON = ?"
                        + " where USER_ID = ? and (ENDS_AT is null or ENDS_AT > ?)",
                now,
                now,
                why.name(),
                userId,
                now);
    }

    @Override
    public void endEpisode(String episodeId) {
        database.update(
                "insert into CARE_EPISODE_END (EPISODE_ID, ENDED_AT)"
                        + " select cast(? as varchar(64)), cast(? as timestamp with time zone)"
                        + " where not exists (select 1 from CARE_EPISODE_END where EPISODE_ID = ?)",
                episodeId,
                now(),
                episodeId);
    }

    @Override
    public void reopenEpisode(String episodeId) {
        database.update("delete from CARE_EPISODE_END where EPISODE_ID = ?", episodeId);
    }

    @Override
    public void handOn(String source, String toSource) {
        database.update("update CARE_RELATIONSHIP set SOURCE = ? where SOURCE = ?", toSource, source);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CareRelationship> current(String userId, String patientId) {
        var now = now();
        var graceOver = now.minus(grace);
        return database
                .query(SELECT + """
                                where r.PATIENT_ID = ? and r.USER_ID = ? and (r.ENDS_AT is null or r.ENDS_AT > ?)
                                    and (e.EPISODE_ID is null or e.ENDED_AT > ? or r.STARTED_AT > ?)
                                order by case r.REASON when 'BREAK_GLASS' then 1 else 0 end,
                                    case when e.EPISODE_ID is null then 0 else 1 end,
                                    r.ENDS_AT desc nulls first, r.STARTED_AT desc
                                fetch first 1 rows only
                                """, (row, number) -> read(row), patientId, userId, now, graceOver, graceOver)
                .stream()
                .findFirst();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<CareRelationship> from(String source) {
        return database
                .query(
                        SELECT + "where r.SOURCE = ? order by r.STARTED_AT desc, r.ID fetch first 1 rows only",
                        (row, number) -> read(row),
                        source)
                .stream()
                .findFirst();
    }

    @Override
    @Transactional(readOnly = true)
    public List<CareRelationship> of(String userId, int first, int most) {
        return database.query(
                SELECT + "where r.USER_ID = ? order by r.STARTED_AT desc, r.ID offset ? rows fetch next ? rows only",
                (row, number) -> read(row),
                userId,
                first,
                most);
    }

    @Override
    @Transactional(readOnly = true)
    public List<CareRelationship> ended(Set<End> why, int first, int most) {
        return database.query(
                SELECT + "where r.END_REASON in (" + String.join(",", Collections.nCopies(why.size(), "?"))
                        + ") order by r.ENDED_AT desc, r.ID offset ? rows fetch next ? rows only",
                (row, number) -> read(row),
                Stream.concat(why.stream().map(End::name), Stream.of(first, most))
                        .toArray());
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> sources(String patientId, Reason reason) {
        return database.queryForList(
                "select SOURCE from CARE_RELATIONSHIP where PATIENT_ID = ? and REASON = ?",
                String.class,
                patientId,
                reason.name());
    }

    private CareRelationship read(ResultSet row) throws SQLException {
        var startedAt = row.getObject("STARTED_AT", OffsetDateTime.class).toInstant();
        var endsAt = instant(row, "ENDS_AT");
        var endedAt = instant(row, "ENDED_AT");
        var reason = row.getString("END_REASON");
        var end = reason == null ? null : End.valueOf(reason);
        var episodeEndedAt = instant(row, "EPISODE_ENDED_AT");
        if (episodeEndedAt != null) {
            var last = (episodeEndedAt.isAfter(startedAt) ? episodeEndedAt : startedAt).plus(grace);
            if (endsAt == null || endsAt.isAfter(last)) {
                endsAt = last;
                endedAt = episodeEndedAt;
                end = End.EPISODE_ENDED;
            }
        }
        return new CareRelationship(
                row.getString("ID"),
                row.getString("PATIENT_ID"),
                row.getString("USER_ID"),
                Reason.valueOf(row.getString("REASON")),
                row.getString("SOURCE"),
                row.getString("EPISODE_ID"),
                startedAt,
                endsAt,
                endedAt,
                end);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    /** No finer than the databases keep it. */
    private static OffsetDateTime at(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}

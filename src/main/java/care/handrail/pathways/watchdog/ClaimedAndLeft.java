package care.handrail.pathways.watchdog;

import care.handrail.pathways.LetterStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds work items that somebody has claimed and then neither saved nor completed for a long time. */
final class ClaimedAndLeft implements Check {

    private final JdbcClient database;
    private final LetterStore letters;
    private final @Nullable Duration longest;
    private final Duration withoutTarget;

    ClaimedAndLeft(JdbcClient database, LetterStore letters, @Nullable Duration longest, Duration withoutTarget) {
        this.database = database;
        this.letters = letters;
        this.longest = longest;
        this.withoutTarget = withoutTarget;
    }

    /** A claimed work item, since when it is so, and how long that may last. */
    private record Claimed(String id, String processInstanceId, String step, Instant since, Duration limit) {}

    @Override
    public String code() {
        return "claimed-and-left";
    }

    @Override
    public long look(Instant now, Consumer<Trouble> found) {
        var after = "";
        while (true) {
            var page = database.sql("""
                            select t.ID_, t.PROC_INST_ID_, t.TASK_DEF_KEY_, t.CREATE_TIME_, t.LAST_UPDATED_, t.DUE_DATE_
                            from ACT_RU_TASK t where t.ASSIGNEE_ is not null and t.ID_ > ? order by t.ID_ limit ?
                            """)
                    .params(after, PAGE)
                    .query((row, n) -> claimed(row))
                    .list();
            var saved = letters.draftsSaved(page.stream().map(Claimed::id).toList());
            for (var item : page) {
                var draft = saved.getOrDefault(item.id(), Instant.MIN);
                var touched = draft.isAfter(item.since()) ? draft : item.since();
                if (touched.plus(item.limit()).isBefore(now)) {
                    found.accept(Trouble.in(item.processInstanceId(), "work-item", item.id(), code(), item.step()));
                }
            }
            if (page.size() < PAGE) {
                return 0;
            }
            after = page.get(PAGE - 1).id();
        }
    }

    private Claimed claimed(ResultSet row) throws SQLException {
        var created = row.getTimestamp("CREATE_TIME_").toInstant();
        var updated = row.getTimestamp("LAST_UPDATED_");
        return new Claimed(
                row.getString("ID_"),
                row.getString("PROC_INST_ID_"),
                row.getString("TASK_DEF_KEY_"),
                updated == null ? created : updated.toInstant(),
                limit(created, row.getTimestamp("DUE_DATE_")));
    }

    /** Whoever claims has as long as the whole step may take. */
    private Duration limit(Instant created, @Nullable Timestamp due) {
        if (longest != null) {
            return longest;
        }
        return due == null ? withoutTarget : Duration.between(created, due.toInstant());
    }
}

package care.handrail.pathways.watchdog;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A check of one table of the engine's. The statement gives {@code ABOUT}, {@code PROC_INST_ID_} and {@code STEP} in the
 * order of {@code ABOUT}, from after {@code :after} on, at most {@code :most}; it may compare with {@code :before}.
 */
final class TableCheck implements Check {

    private final JdbcClient database;
    private final String kind;
    private final String reason;
    private final @Nullable String all;
    private final String wrong;
    private final Duration patience;

    /**
     * Names what to look for.
     *
     * @param all counts what is looked at; null when another check counts the same things already
     * @param patience how much before now {@code :before} lies
     */
    TableCheck(JdbcClient database, String kind, String reason, @Nullable String all, String wrong, Duration patience) {
        this.database = database;
        this.kind = kind;
        this.reason = reason;
        this.all = all;
        this.wrong = wrong;
        this.patience = patience;
    }

    @Override
    public String code() {
        return reason;
    }

    @Override
    public long look(Instant now, Consumer<Trouble> found) {
        // The engine writes moments in the time zone of the machine, and so does the driver.
        var before = Timestamp.from(now.minus(patience));
        var after = "";
        while (true) {
            var page = database.sql(wrong)
                    .params(Map.of("after", after, "before", before, "most", PAGE))
                    .query((row, n) -> Trouble.in(
                            row.getString("PROC_INST_ID_"),
                            kind,
                            row.getString("ABOUT"),
                            reason,
                            row.getString("STEP")))
                    .list();
            page.forEach(found);
            if (page.size() < PAGE) {
                return all == null ? 0 : database.sql(all).query(Long.class).single();
            }
            after = page.get(PAGE - 1).about();
        }
    }
}

package care.handrail.pathways.watchdog;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The time of the database, which is one for all nodes. */
@Component
class DatabaseTime {

    private final JdbcClient database;

    DatabaseTime(JdbcClient database) {
        this.database = database;
    }

    Instant now() {
        return database.sql("select current_timestamp")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}

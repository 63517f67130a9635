package care.handrail.access;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The open sessions of staff. */
@Component
public class StaffSessions {

    private final JdbcTemplate database;

    StaffSessions(JdbcTemplate database) {
        this.database = database;
    }

    /** Signs the person out everywhere, in the transaction of what made it necessary. */
    public void endAll(String userId) {
        database.update("delete from STAFF_SESSION where PRINCIPAL_NAME = ?", userId);
    }
}

package care.handrail.shared;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The two databases that Handrail runs on: PostgreSQL, and H2 for trying it out and for tests. */
public final class Databases {

    private Databases() {}

    /** Tells whether this is H2, where PostgreSQL's way to say something differs. */
    public static boolean isH2(JdbcTemplate database) {
        return "H2".equals(database.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName()));
    }
}

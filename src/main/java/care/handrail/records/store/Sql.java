package care.handrail.records.store;

import java.util.Collections;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** What several statements need. */
final class Sql {

    private Sql() {}

    /** Tells whether this is the embedded database, where PostgreSQL's way to say something differs. */
    static boolean isH2(JdbcTemplate database) {
        return "H2".equals(database.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName()));
    }

    /** Returns as many question marks, with commas between them. */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Returns the values of an insert of several rows at once: {@code (?, ?), (?, ?)}. */
    static String rows(int rows, int columns) {
        return String.join(", ", Collections.nCopies(rows, "(" + marks(columns) + ")"));
    }
}

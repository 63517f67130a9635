package care.handrail.canary;

import care.handrail.testing.HandrailPostgresTest;
import care.handrail.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

@HandrailPostgresTest
class PersonalDataCanaryOnPostgresTests extends PersonalDataCanary {

    @Override
    Path databaseFiles(JdbcTemplate rows) {
        // The clinic's account may do neither.
        var server = new JdbcTemplate(TestDatabase.postgres().getPostgresDatabase());
        server.execute("checkpoint");
        return Path.of(String.valueOf(server.queryForObject("show data_directory", String.class)));
    }

    /** Copies every table out, as pg_dump does. */
    @Override
    void dump(DataSource database, Consumer<byte[]> pieces) {
        try (var connection = database.getConnection()) {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var table : new Tables(database).inSql()) {
                var rows = new ByteArrayOutputStream();
                copies.copyOut("copy " + table + " to stdout", rows);
                pieces.accept(rows.toByteArray());
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package care.handrail.canary;

import care.handrail.testing.HandrailPostgresTest;
import care.handrail.testing.TestDatabase;
import java.nio.file.Path;
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
}

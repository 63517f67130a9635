package care.handrail.canary;

import care.handrail.testing.HandrailPostgresTest;
import java.nio.file.Path;
import org.springframework.jdbc.core.JdbcTemplate;

@HandrailPostgresTest
class PersonalDataCanaryOnPostgresTests extends PersonalDataCanary {

    @Override
    Path databaseFiles(JdbcTemplate rows) {
        rows.execute("checkpoint");
        return Path.of(String.valueOf(rows.queryForObject("show data_directory", String.class)));
    }
}

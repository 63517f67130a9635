package care.handrail.canary;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.TestDatabase;
import java.nio.file.Path;
import org.springframework.jdbc.core.JdbcTemplate;

@HandrailTest
class PersonalDataCanaryOnH2Tests extends PersonalDataCanary {

    @Override
    Path databaseFiles(JdbcTemplate rows) {
        rows.execute("checkpoint sync");
        return TestDatabase.h2File().resolveSibling(".").normalize();
    }
}

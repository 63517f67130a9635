package care.handrail.canary;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

@HandrailTest
class PersonalDataCanaryOnH2Tests extends PersonalDataCanary {

    @Override
    Path databaseFiles(JdbcTemplate rows) {
        rows.execute("checkpoint sync");
        return TestDatabase.h2File().resolveSibling(".").normalize();
    }

    @Override
    void dump(DataSource database, Consumer<byte[]> pieces) {
        new JdbcTemplate(database).query("script", row -> {
            pieces.accept(row.getString(1).getBytes(StandardCharsets.UTF_8));
        });
    }
}

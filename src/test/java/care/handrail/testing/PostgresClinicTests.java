package care.handrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@HandrailPostgresTest
class PostgresClinicTests {

    @Autowired
    private DataSource database;

    @Test
    void worksWithAnAccountThatOwnsNoTable() {
        assertThat(new JdbcTemplate(database)
                        .queryForList(
                                "select current_user || ' ' || count(*) from pg_tables where tableowner = current_user",
                                String.class))
                .containsExactly(TestDatabase.RUNTIME + " 0");
    }

    @Test
    void runsOnThePostgresOfTheTestRun() throws SQLException {
        try (var connection = database.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
        }
    }
}

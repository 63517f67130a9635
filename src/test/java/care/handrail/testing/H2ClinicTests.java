package care.handrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HandrailTest
class H2ClinicTests {

    @Autowired
    private DataSource database;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Http http;

    @Test
    void runsOnTheH2FileOfTheTestRun() throws SQLException {
        try (var connection = database.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
        }
        assertThat(TestDatabase.h2File()).exists();
    }

    @Test
    void runsNoJobByItself() {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThat(configuration.getJobExecutor().isActive()).isFalse();
    }

    @Test
    void answersOverHttp() {
        assertThat(http.asNobody().get("/engine-rest/task").status()).isIn(401, 403);
    }
}

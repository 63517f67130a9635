package care.handrail.budget;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.StaffDirectory;
import care.handrail.testing.CountingDataSource;
import care.handrail.testing.CountingDataSource.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Holds every step of the main pathway to its budget. */
abstract class StatementBudgetCheck {

    /** Where the SQL of each step is left, so that two states of the program can be compared. */
    private static final Path TRACES = Path.of("target/statement-budget");

    private final String database;

    @Autowired
    private ApplicationContext beans;

    @Autowired
    private StaffDirectory staff;

    StatementBudgetCheck(String database) {
        this.database = database;
    }

    @Test
    void keepsEveryStepOfTheMainPathwayToItsBudget() throws IOException {
        var traces = MainPathway.walk(new Clinic(beans));
        traces.put(Costs.REQUEST, CountingDataSource.trace(() -> staff.find("reception")));
        keep(traces);
        var measured = Costs.of(traces);
        if (Boolean.getBoolean(StatementBudget.WRITE)) {
            StatementBudget.read().with(database, measured).write();
        }
        assertThat(StatementBudget.read().differences(database, measured))
                .as("%s; the SQL of each step is in %s", StatementBudget.FILE, TRACES.resolve(database))
                .isEmpty();
    }

    private void keep(Map<String, Trace> traces) throws IOException {
        var folder = Files.createDirectories(TRACES.resolve(database));
        for (var trace : traces.entrySet()) {
            Files.write(
                    folder.resolve(trace.getKey().replace(' ', '-') + ".sql"),
                    trace.getValue().statements().stream()
                            .map(sql -> sql.replaceAll("\\s+", " ").strip())
                            .toList());
        }
    }
}

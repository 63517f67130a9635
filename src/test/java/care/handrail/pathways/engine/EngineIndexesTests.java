package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.CountingDataSource;
import care.handrail.testing.HandrailTest;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is asked at every step must not take longer the more processes run. */
@HandrailTest
class EngineIndexesTests {

    @Autowired
    private RuntimeService processes;

    @Autowired
    private TaskService workItems;

    @Autowired
    private JdbcTemplate rows;

    @Test
    void findsTheProcessesOfAKeyWithoutReadingAllThatRun() {
        var asked = "RES.BUSINESS_KEY_ = ?";
        assertThat(plans(
                        asked,
                        () -> processes
                                .createProcessInstanceQuery()
                                .processInstanceBusinessKey("none")
                                .list()))
                .hasSize(1)
                .allMatch(plan -> plan.contains("HR_IDX_EXEC_KEY_PARENT: "));
    }

    @Test
    void findsWhatIsBelowAWorkItemWithoutReadingAllThatAreOpen() {
        assertThat(plans("PARENT_TASK_ID_ = ?", () -> workItems.getSubTasks("none")))
                .hasSize(1)
                .allMatch(plan -> plan.contains("HR_IDX_TASK_PARENT: "));
    }

    @Test
    void endsWhatTellsOfLateWorkWithoutReadingAllThatRun() {
        var asked = "INST.BUSINESS_KEY_ = ?";
        assertThat(plans(asked, () -> LateWork.isDone(processes, "none", "no item")))
                .hasSize(1)
                .allMatch(plan -> plan.contains("BUSKEY: ") || plan.contains("HR_IDX_EXEC_KEY_PARENT: "));
    }

    /** Returns how H2 goes about the statements that ask so. */
    private List<String> plans(String asked, Runnable work) {
        return CountingDataSource.trace(work).statements().stream()
                .filter(sql -> sql.contains(asked))
                .map(sql -> String.join(
                        "",
                        rows.query(
                                "explain " + sql,
                                values -> {
                                    for (int i = 1;
                                            i <= values.getParameterMetaData().getParameterCount();
                                            i++) {
                                        values.setInt(i, 1);
                                    }
                                },
                                (row, number) -> row.getString(1))))
                .toList();
    }
}

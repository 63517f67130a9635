package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkItemParseListenerTests {

    private static final Instant OPEN = Instant.parse("2026-11-16T09:00:00Z");
    private static final Instant CLOSED = Instant.parse("2026-11-16T21:00:00Z");

    private static WorkEngine clinic;

    @BeforeAll
    static void open() {
        clinic = new WorkEngine();
        clinic.deploy("Work.bpmn", "LateWork.bpmn", "ServiceLevels.dmn", "EscalationLadder.dmn");
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @ParameterizedTest(name = "urgency {0}, priority {1}: {2}")
    @CsvSource({
        ", at-once, 150",
        "routine, at-once, 150",
        "urgent, at-once, 150",
        "urgent, routine, 100",
        "urgent, soon, 100",
        "routine, soon, 60",
        "routine, routine, 50",
        ", soon, 60",
        ", , 50",
    })
    void putsWorkInItsPlaceInTheQueue(String urgency, String priority, int expected) {
        var variables = new HashMap<String, Object>();
        variables.put("urgency", urgency);
        variables.put("priority", priority);
        assertThat(items(OPEN, variables)).extracting(Task::getPriority).containsOnly(expected);
    }

    @Test
    void givesAnItemNoVariablesOfItsOwn() {
        assertThat(items(OPEN, Map.of("reference", "K7QM-2XWD")))
                .allSatisfy(item -> assertThat(clinic.engine.getTaskService().getVariablesLocal(item.getId()))
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"urgency, urgent", "priority, at-once"})
    void showsUrgentClinicalWorkToTheOutOfHoursQueueWhenTheSiteIsClosed(String variable, String value) {
        assertThat(queues(CLOSED, Map.of(variable, value)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Task_CallThePatient",
                        List.of("reception"),
                        "Task_AssessThePatient",
                        List.of("out-of-hours", "physiotherapy")));
    }

    @Test
    void keepsTheOutOfHoursQueueOutOfWhatCanWait() {
        assertThat(queues(OPEN, Map.of("urgency", "urgent")).values())
                .noneMatch(queues -> queues.contains("out-of-hours"));
        assertThat(queues(CLOSED, Map.of()).values()).noneMatch(queues -> queues.contains("out-of-hours"));
        assertThat(queues(CLOSED, Map.of("urgency", "urgent", "site", "south")).values())
                .as("a site that is open at night")
                .noneMatch(queues -> queues.contains("out-of-hours"));
    }

    private static List<Task> items(Instant now, Map<String, Object> given) {
        ClockUtil.setCurrentTime(Date.from(now));
        var variables = new HashMap<>(given);
        variables.put("assessmentQueue", "physiotherapy");
        var work = clinic.engine.getRuntimeService().startProcessInstanceByKey("Work", "episode", variables);
        return clinic.engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(work.getId())
                .list();
    }

    private static Map<String, List<String>> queues(Instant now, Map<String, Object> given) {
        var queues = new HashMap<String, List<String>>();
        for (var item : items(now, given)) {
            queues.put(
                    item.getTaskDefinitionKey(),
                    clinic.engine.getTaskService().getIdentityLinksForTask(item.getId()).stream()
                            .map(IdentityLink::getGroupId)
                            .sorted()
                            .toList());
        }
        return queues;
    }
}

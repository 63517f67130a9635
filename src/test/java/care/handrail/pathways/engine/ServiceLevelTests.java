package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.CountingDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServiceLevelTests {

    private static final String[] RELEASE = {"Work.bpmn", "LateWork.bpmn", "ServiceLevels.dmn", "EscalationLadder.dmn"};
    private static final String CALL = "Task_CallThePatient";
    private static final String ASSESS = "Task_AssessThePatient";

    private static WorkEngine clinic;

    @BeforeAll
    static void open() {
        clinic = new WorkEngine();
        clinic.deploy(RELEASE);
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    void dueDateAndFirstFiringAreTheSameMomentInWorkingTime() {
        var friday = at("2026-11-20T16:30:15.123");
        var work = start(friday, Map.of());
        assertThat(task(work, CALL).getDueDate())
                .isEqualTo(Date.from(at("2026-11-23T14:30:15.123")))
                .isEqualTo(timer(work, CALL).getDuedate());
        assertThat(task(work, ASSESS).getDueDate())
                .isEqualTo(Date.from(at("2026-11-24T12:30:15.123")))
                .isEqualTo(timer(work, ASSESS).getDuedate());
    }

    @Test
    void dueDateAndFirstFiringAgreeWhileTheClockRuns() {
        var work = clinic.engine.getRuntimeService().startProcessInstanceByKey("Work", "episode", variables(Map.of()));
        assertThat(task(work, CALL).getDueDate()).isEqualTo(timer(work, CALL).getDuedate());
        assertThat(task(work, ASSESS).getDueDate())
                .isEqualTo(timer(work, ASSESS).getDuedate());
    }

    @Test
    void repeatsInWorkingTimeOverWeekendBankHolidayAndClockChange() {
        // Thursday before Good Friday 2027; the clocks go forward on Easter Sunday.
        var work = start(at("2027-03-24T14:00:00"), Map.of());
        assertThat(firings(work, CALL, 6))
                .containsExactly(
                        at("2027-03-25T12:00:00"),
                        at("2027-03-25T16:00:00"),
                        at("2027-03-30T10:00:00"),
                        at("2027-03-30T14:00:00"),
                        at("2027-03-30T18:00:00"),
                        at("2027-03-31T12:00:00"));
    }

    @Test
    void repeatsInWorkingTimeWhenTheClocksGoBack() {
        var work = start(at("2026-10-22T14:00:00"), Map.of());
        assertThat(firings(work, CALL, 5))
                .containsExactly(
                        at("2026-10-23T12:00:00"),
                        at("2026-10-23T16:00:00"),
                        at("2026-10-26T10:00:00"),
                        at("2026-10-26T14:00:00"),
                        at("2026-10-26T18:00:00"));
    }

    @Test
    void countsHoursOfTheNightOfTheClockChangeWhereTheSiteIsOpen() {
        var work = start(at("2026-10-24T20:00:00"), Map.of("site", "south"));
        assertThat(firings(work, CALL, 2))
                .containsExactly(
                        Instant.parse("2026-10-25T03:00:00Z"), // 03:00 GMT: eight hours after 20:00 BST
                        Instant.parse("2026-10-25T07:00:00Z"));
    }

    @Test
    void urgentWorkRunsInElapsedTime() {
        var saturdayNight = at("2026-10-24T23:30:00");
        var work = start(saturdayNight, Map.of("urgency", "urgent"));
        var due = saturdayNight.plus(Duration.ofHours(1));
        assertThat(task(work, CALL).getDueDate()).isEqualTo(Date.from(due));
        assertThat(firings(work, CALL, 4))
                .containsExactly(
                        due,
                        due.plus(Duration.ofMinutes(30)),
                        due.plus(Duration.ofMinutes(60)),
                        due.plus(Duration.ofMinutes(90)));
    }

    @Test
    void whatAClinicianIsAskedToLookAtNowRunsInElapsedTime() {
        var saturdayNight = at("2026-10-24T23:30:00");
        var work = start(saturdayNight, Map.of("priority", "at-once"));
        var due = saturdayNight.plus(Duration.ofHours(8));
        assertThat(task(work, CALL).getDueDate()).isEqualTo(Date.from(due));
        assertThat(firings(work, CALL, 2)).containsExactly(due, due.plus(Duration.ofHours(4)));
    }

    @Test
    void readsPriorityAndServiceLine() {
        var work = start(at("2026-11-16T08:00:00"), Map.of("priority", "soon", "serviceLine", "home-care"));
        assertThat(task(work, CALL).getDueDate()).isEqualTo(Date.from(at("2026-11-16T10:00:00")));
        assertThat(task(work, ASSESS).getDueDate()).isEqualTo(Date.from(at("2026-11-18T18:00:00")));
    }

    @Test
    void skipsFiringsThatWereMissedAndKeepsTheRhythm() {
        var work = start(at("2026-11-16T08:00:00"), Map.of());
        assertThat(timer(work, CALL).getDuedate()).isEqualTo(Date.from(at("2026-11-16T16:00:00")));
        fireAt(work, CALL, at("2026-11-19T09:17:42"));
        assertThat(timer(work, CALL).getDuedate()).isEqualTo(Date.from(at("2026-11-19T10:00:00")));
    }

    @Test
    void keepsFiringWhenTheEscalationFails() {
        var work = start(at("2026-11-16T08:00:00"), Map.of());
        clinic.engine.getRuntimeService().setVariable(work.getId(), "assessmentQueue", "nobody's");
        assertThatThrownBy(() -> fireAt(work, ASSESS, at("2026-11-17T14:00:00")))
                .hasMessageContaining("stands in no role's queue");
        assertThat(clinic.engine
                        .getManagementService()
                        .createJobQuery()
                        .processInstanceId(work.getId())
                        .activityId("BoundaryEvent_AssessmentOverdue")
                        .list())
                .extracting(Job::getDuedate)
                .contains(Date.from(at("2026-11-18T12:00:00")));
    }

    @Test
    void runsOnTheTableOfItsOwnReleaseAndNotOnTheLatest() {
        try (var other = new WorkEngine()) {
            other.deploy(RELEASE);
            ClockUtil.setCurrentTime(Date.from(at("2026-11-16T08:00:00")));
            var runtime = other.engine.getRuntimeService();
            var first = runtime.startProcessInstanceByKey("Work", "episode", variables(Map.of()));
            other.engine
                    .getRepositoryService()
                    .createDeployment()
                    .addString(
                            "ServiceLevels.dmn",
                            ModelText.of("ServiceLevels.dmn").replace("\"PT8H\"", "\"PT1H\""))
                    .deploy();
            var second = runtime.startProcessInstanceByKey("Work", "episode", variables(Map.of()));
            for (var work : List.of(first, second)) {
                assertThat(other.engine
                                .getTaskService()
                                .createTaskQuery()
                                .processInstanceId(work.getId())
                                .taskDefinitionKey(CALL)
                                .singleResult()
                                .getDueDate())
                        .isEqualTo(Date.from(at("2026-11-16T16:00:00")));
            }
        }
    }

    @Test
    void needsNoStatementOfItsOwnOnceTheTableIsKnown() {
        start(at("2026-11-16T08:00:00"), Map.of());
        var statements = CountingDataSource.trace(() -> start(at("2026-11-16T08:00:00"), Map.of()))
                .statements();
        assertThat(statements)
                .filteredOn(statement -> statement.startsWith("select"))
                .as("the process definition, and the job definition of each timer: what the bare engine reads")
                .hasSize(3);
        assertThat(statements).as("each row is written once").noneMatch(statement -> statement.startsWith("update"));
    }

    private static ProcessInstance start(Instant now, Map<String, Object> given) {
        ClockUtil.setCurrentTime(Date.from(now));
        return clinic.engine.getRuntimeService().startProcessInstanceByKey("Work", "episode", variables(given));
    }

    private static Map<String, Object> variables(Map<String, Object> given) {
        var variables = new HashMap<String, Object>(Map.of(
                "site",
                "north",
                "priority",
                "routine",
                "serviceLine",
                "general-practice",
                "assessmentQueue",
                "physiotherapy",
                "patientId",
                "patient",
                "reference",
                "K7QM-2XWD"));
        variables.putAll(given);
        return variables;
    }

    private static List<Instant> firings(ProcessInstance work, String step, int times) {
        var moments = new ArrayList<Instant>();
        for (int i = 0; i < times; i++) {
            var due = timer(work, step).getDuedate().toInstant();
            moments.add(due);
            fireAt(work, step, due);
        }
        return moments;
    }

    private static void fireAt(ProcessInstance work, String step, Instant moment) {
        ClockUtil.setCurrentTime(Date.from(moment));
        clinic.engine.getManagementService().executeJob(timer(work, step).getId());
    }

    private static Task task(ProcessInstance work, String step) {
        return clinic.engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(work.getId())
                .taskDefinitionKey(step)
                .singleResult();
    }

    private static Job timer(ProcessInstance work, String step) {
        return clinic.engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(work.getId())
                .activityId(step.equals(CALL) ? "BoundaryEvent_CallOverdue" : "BoundaryEvent_AssessmentOverdue")
                .singleResult();
    }

    private static Instant at(String london) {
        return LocalDateTime.parse(london).atZone(ZoneId.of("Europe/London")).toInstant();
    }
}

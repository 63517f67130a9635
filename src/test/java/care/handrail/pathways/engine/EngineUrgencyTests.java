package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import care.handrail.audit.AuditEvent;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of these tests: urgent work within an hour and reminded of every half hour, a call within eight hours. */
class EngineUrgencyTests {

    private static final String CALL = "Task_CallThePatient";
    private static final String ASSESS = "Task_AssessThePatient";
    private static final String URGENT = "urgent";
    private static final String ROUTINE = "routine";

    private static WorkEngine clinic;

    private final String episode = "episode-" + System.nanoTime();

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
    void reset() {
        ClockUtil.reset();
        clinic.audit.events.clear();
    }

    @Test
    void givesWhatBecomesUrgentItsPlaceAndTheUrgentTargetFromNowOn() {
        var work = start("2026-11-16T09:00:00", Map.of());

        say(URGENT, "2026-11-16T10:00:00");

        for (var step : List.of(CALL, ASSESS)) {
            assertThat(task(work, step).getPriority()).isEqualTo(UrgencyExpression.URGENT);
            assertThat(task(work, step).getDueDate()).isEqualTo(at("2026-11-16T11:00:00"));
            assertThat(timer(work, step).getDuedate()).isEqualTo(at("2026-11-16T11:00:00"));
        }
        assertThat(variable(work, "urgency")).isEqualTo(URGENT);
        fire(work, ASSESS);
        assertThat(timer(work, ASSESS).getDuedate()).isEqualTo(at("2026-11-16T11:30:00"));
    }

    @Test
    void givesWhatBecomesUrgentNoMoreTimeThanWasLeft() {
        var work = start("2026-11-16T09:00:00", Map.of());

        say(URGENT, "2026-11-16T16:40:00");

        assertThat(task(work, CALL).getDueDate()).isEqualTo(at("2026-11-16T17:00:00"));
        assertThat(timer(work, CALL).getDuedate()).isEqualTo(at("2026-11-16T17:00:00"));
    }

    @Test
    void leavesWhatIsLateLateAndRemindsOfItSooner() {
        var work = start("2026-11-16T09:00:00", Map.of());
        fire(work, CALL);

        say(URGENT, "2026-11-16T17:10:00");

        assertThat(task(work, CALL).getDueDate()).isEqualTo(at("2026-11-16T17:00:00"));
        assertThat(timer(work, CALL).getDuedate()).isEqualTo(at("2026-11-16T17:30:00"));
        assertThat(clinic.engine
                        .getTaskService()
                        .getVariableLocal(task(work, CALL).getId(), "rung"))
                .as("urgency is not the rung")
                .isEqualTo(1L);
    }

    @Test
    void makesWhatIsNoLongerUrgentDueAsIfItHadNeverBeen() {
        var work = start("2026-11-16T09:00:00", Map.of("urgency", URGENT));

        say(ROUTINE, "2026-11-16T09:20:00");

        assertThat(task(work, CALL).getPriority()).isEqualTo(UrgencyExpression.ROUTINE);
        assertThat(task(work, CALL).getDueDate()).isEqualTo(at("2026-11-16T17:00:00"));
        assertThat(timer(work, CALL).getDuedate()).isEqualTo(at("2026-11-16T17:00:00"));
    }

    @Test
    void leavesAloneWhatStaysAsItWas() {
        var work = start("2026-11-16T09:00:00", Map.of("priority", "soon"));
        var before = task(work, CALL);

        say(ROUTINE, "2026-11-16T10:30:00");

        assertThat(task(work, CALL).getPriority()).isEqualTo(UrgencyExpression.SOON);
        assertThat(task(work, CALL).getDueDate()).isEqualTo(before.getDueDate());
        assertThat(timer(work, CALL).getDuedate()).isEqualTo(before.getDueDate());
        assertThat(variable(work, "urgency")).isEqualTo(ROUTINE);
        assertThat(clinic.audit.events).isEmpty();
    }

    @Test
    void keepsWhatAClinicianIsAskedToLookAtNowBeforeEverythingElse() {
        var work = start("2026-11-16T09:00:00", Map.of("priority", "at-once"));
        var due = task(work, CALL).getDueDate();

        say(URGENT, "2026-11-16T09:10:00");

        assertThat(task(work, CALL).getPriority()).isEqualTo(UrgencyExpression.AT_ONCE);
        assertThat(task(work, CALL).getDueDate()).isEqualTo(due);
    }

    @Test
    void leavesTheWorkWithWhoeverHasIt() {
        var work = start("2026-11-16T09:00:00", Map.of());
        clinic.engine.getTaskService().setAssignee(task(work, ASSESS).getId(), "phil");

        say(URGENT, "2026-11-16T10:00:00");

        assertThat(task(work, ASSESS).getAssignee()).isEqualTo("phil");
        assertThat(queues(work, ASSESS)).containsExactly("physiotherapy");
    }

    @Test
    void showsWhatBecomesUrgentAtNightToTheOutOfHoursQueueOnce() {
        var work = start("2026-11-16T21:00:00", Map.of());

        say(URGENT, "2026-11-16T22:00:00");
        say(ROUTINE, "2026-11-16T22:10:00");
        say(URGENT, "2026-11-16T22:20:00");

        assertThat(queues(work, ASSESS)).containsExactlyInAnyOrder("physiotherapy", "out-of-hours");
        assertThat(queues(work, CALL)).containsExactly("reception");
    }

    @Test
    void reachesEveryProcessOfTheEpisodeAndNoOther() {
        var one = start("2026-11-16T09:00:00", Map.of());
        var two = start("2026-11-16T09:00:00", Map.of());
        var other = start("another-" + episode, "2026-11-16T09:00:00", Map.of());

        say(URGENT, "2026-11-16T10:00:00");

        assertThat(List.of(one, two)).allSatisfy(work -> {
            assertThat(variable(work, "urgency")).isEqualTo(URGENT);
            assertThat(task(work, ASSESS).getPriority()).isEqualTo(UrgencyExpression.URGENT);
        });
        assertThat(variable(other, "urgency")).isNull();
        assertThat(task(other, ASSESS).getPriority()).isEqualTo(UrgencyExpression.ROUTINE);
    }

    @Test
    void auditsEachWorkItemThatChanges() {
        var work = start("2026-11-16T09:00:00", Map.of());

        say(URGENT, "2026-11-16T10:00:00");

        assertThat(clinic.audit.events)
                .extracting(
                        AuditEvent::kind,
                        AuditEvent::patientId,
                        AuditEvent::episodeId,
                        AuditEvent::taskId,
                        AuditEvent::object,
                        AuditEvent::detail)
                .containsExactlyInAnyOrder(audited(work, CALL), audited(work, ASSESS));
    }

    private Tuple audited(ProcessInstance work, String step) {
        return tuple(
                AuditEvent.Kind.URGENCY_PASSED_ON,
                "patient",
                episode,
                task(work, step).getId(),
                "step:" + step,
                "urgency=urgent,due=2026-11-16T11:00:00Z");
    }

    private ProcessInstance start(String london, Map<String, Object> given) {
        return start(episode, london, given);
    }

    private static ProcessInstance start(String episode, String london, Map<String, Object> given) {
        ClockUtil.setCurrentTime(at(london));
        var variables = new HashMap<String, Object>();
        variables.put("site", "north");
        variables.put("priority", ROUTINE);
        variables.put("serviceLine", "general-practice");
        variables.put("assessmentQueue", "physiotherapy");
        variables.put("patientId", "patient");
        variables.putAll(given);
        return clinic.engine.getRuntimeService().startProcessInstanceByKey("Work", episode, variables);
    }

    private void say(String urgency, String london) {
        ClockUtil.setCurrentTime(at(london));
        clinic.passUrgencyOn(episode, urgency);
    }

    private static void fire(ProcessInstance work, String step) {
        var timer = timer(work, step);
        ClockUtil.setCurrentTime(timer.getDuedate());
        clinic.engine.getManagementService().executeJob(timer.getId());
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

    private static List<String> queues(ProcessInstance work, String step) {
        return clinic
                .engine
                .getTaskService()
                .getIdentityLinksForTask(task(work, step).getId())
                .stream()
                .filter(link -> link.getType().equals("candidate"))
                .map(IdentityLink::getGroupId)
                .toList();
    }

    private static Object variable(ProcessInstance work, String name) {
        return clinic.engine.getRuntimeService().getVariable(work.getId(), name);
    }

    private static Date at(String london) {
        return Date.from(
                LocalDateTime.parse(london).atZone(ZoneId.of("Europe/London")).toInstant());
    }
}

package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.audit.AuditEvent;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EngineEscalationTests {

    private static final String CALL = "Task_CallThePatient";
    private static final String ASSESS = "Task_AssessThePatient";
    private static final Instant MONDAY_AT_NINE = Instant.parse("2026-11-16T09:00:00Z");

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
    void givesLateAdministrativeWorkToTheNextRole() {
        var work = start(Map.of());
        late(work, CALL);
        assertThat(rung(work, CALL)).isEqualTo(1L);
        assertThat(queues(work, CALL)).containsExactlyInAnyOrder("reception", "care-coordination");
        late(work, CALL);
        assertThat(rung(work, CALL)).isEqualTo(2L);
        assertThat(queues(work, CALL)).containsExactlyInAnyOrder("reception", "care-coordination", "practice-manager");
        assertThat(lateWork()).isEmpty();
    }

    @Test
    void givesLateClinicalJudgementToCliniciansAndOnlyTellsTheOthers() {
        var work = start(Map.of());
        for (int i = 0; i < 5; i++) {
            late(work, ASSESS);
        }
        assertThat(rung(work, ASSESS)).isEqualTo(5L);
        assertThat(queues(work, ASSESS)).containsExactlyInAnyOrder("physiotherapy", "clinical-lead");
        assertThat(lateWork())
                .as("told once each, however often the timer fires")
                .extracting(late -> queues(late).get(0), late -> variable(late, "lateQueue"))
                .containsExactlyInAnyOrder(
                        tuple("care-coordination", "physiotherapy"), tuple("practice-manager", "physiotherapy"));
    }

    @Test
    void tellsWhatIsLateWithoutNamingThePatient() {
        var work = start(Map.of("urgency", "urgent"));
        late(work, ASSESS);
        late(work, ASSESS);
        var late = lateWork().get(0);
        assertThat(clinic.engine.getRuntimeService().getVariables(late.getProcessInstanceId()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "patientId", "patient",
                        "reference", "K7QM-2XWD",
                        "site", "north",
                        "serviceLine", "general-practice",
                        "priority", "routine",
                        "urgency", "urgent",
                        "lateTask", task(work, ASSESS).getId(),
                        "lateStep", ASSESS,
                        "lateQueue", "physiotherapy",
                        "lateRole", "care-coordination"));
    }

    @Test
    void escalatesLateWorkItselfInsteadOfTellingOfTheTelling() {
        var work = start(Map.of());
        late(work, ASSESS);
        late(work, ASSESS);
        late(work, ASSESS);
        var before = lateWork().size();
        for (var item : lateWork()) {
            fire(item.getProcessInstanceId(), "BoundaryEvent_LookOverdue");
        }
        assertThat(lateWork()).hasSize(before).allMatch(item -> queues(item).contains("practice-manager"));
    }

    @Test
    void leavesUrgencyAndAssigneeAsTheyAre() {
        var work = start(Map.of("priority", "soon"));
        clinic.engine.getTaskService().setAssignee(task(work, CALL).getId(), "rosa");
        late(work, CALL);
        assertThat(task(work, CALL).getPriority()).isEqualTo(UrgencyExpression.SOON);
        assertThat(task(work, CALL).getAssignee()).isEqualTo("rosa");
        assertThat(clinic.engine.getRuntimeService().getVariables(work.getId())).doesNotContainKey("urgency");
    }

    @Test
    void givesBackWhatThePathwayGaveToOnePerson() {
        var work = start(Map.of());
        var item = task(work, CALL).getId();
        given(item, Reason.NAMED);
        clinic.begun.add(item);
        late(work, CALL);
        assertThat(task(work, CALL).getAssignee()).isEqualTo("rosa");
        clinic.begun.clear();
        late(work, CALL);
        assertThat(task(work, CALL).getAssignee()).isNull();
    }

    @Test
    void leavesWorkToWhoeverHasClaimedIt() {
        var work = start(Map.of());
        given(task(work, CALL).getId(), Reason.CLAIMED);
        late(work, CALL);
        assertThat(task(work, CALL).getAssignee()).isEqualTo("rosa");
    }

    private static void given(String item, Reason reason) {
        clinic.engine.getTaskService().setAssignee(item, "rosa");
        clinic.careTeams.begin("patient", "rosa", reason, item, null, null);
    }

    @Test
    void escalatesOneStepWithoutTouchingTheOther() {
        var work = start(Map.of());
        late(work, CALL);
        assertThat(rung(work, ASSESS)).isNull();
        assertThat(queues(work, ASSESS)).containsExactly("physiotherapy");
    }

    @Test
    void asksNobodyAboutADelayThatIsOver() {
        var work = start(Map.of());
        var other = start(Map.of());
        late(work, ASSESS);
        late(work, ASSESS);
        late(other, ASSESS);
        late(other, ASSESS);
        var told = lateWork();
        assertThat(told).hasSize(2);
        clinic.engine.getTaskService().setAssignee(told.get(0).getId(), "cora");

        clinic.engine.getTaskService().complete(task(work, ASSESS).getId());

        assertThat(lateWork())
                .as("the other patient's delay is still to be looked into")
                .extracting(late -> variable(late, "lateTask"))
                .containsExactly(task(other, ASSESS).getId());
        clinic.engine.getRuntimeService().deleteProcessInstance(other.getId(), "the episode has ended");
        assertThat(lateWork()).isEmpty();
    }

    @Test
    void stopsWhenTheWorkIsDoneAndLeavesNothingBehind() {
        var work = start(Map.of());
        late(work, CALL);
        clinic.engine.getTaskService().complete(task(work, CALL).getId());
        assertThat(jobs(work)).extracting(Job::getId).hasSize(1);
        clinic.engine.getTaskService().complete(task(work, ASSESS).getId());
        assertThat(clinic.engine
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(work.getId())
                        .count())
                .isZero();
        assertThat(jobs(work)).isEmpty();
    }

    @Test
    void doesNothingWhenTheWorkWasDoneInTheMeantime() {
        var work = start(Map.of());
        clinic.engine.getTaskService().complete(task(work, CALL).getId());
        clinic.escalate(work.getId(), CALL);
        assertThat(clinic.audit.events).isEmpty();
    }

    @Test
    void refusesToEscalateWhatIsNoUserTask() {
        var work = start(Map.of());
        assertThatThrownBy(() -> clinic.escalate(work.getId(), "Gateway_Both"))
                .hasMessageContaining("Only user tasks can be escalated, and Gateway_Both is none of Work.");
    }

    @Test
    void auditsEachRung() {
        var work = start(Map.of());
        var task = task(work, ASSESS).getId();
        late(work, ASSESS);
        late(work, ASSESS);
        assertThat(clinic.audit.events)
                .extracting(
                        AuditEvent::kind,
                        AuditEvent::patientId,
                        AuditEvent::episodeId,
                        AuditEvent::object,
                        AuditEvent::taskId,
                        AuditEvent::processInstanceId,
                        AuditEvent::purpose,
                        AuditEvent::detail)
                .containsExactly(
                        tuple(
                                AuditEvent.Kind.WORK_ITEM_ESCALATED,
                                "patient",
                                episode,
                                "step:" + ASSESS,
                                task,
                                work.getId(),
                                AuditEvent.Purpose.TREAT,
                                "rung=1,told=clinical-lead,given=true"),
                        tuple(
                                AuditEvent.Kind.WORK_ITEM_ESCALATED,
                                "patient",
                                episode,
                                "step:" + ASSESS,
                                task,
                                work.getId(),
                                AuditEvent.Purpose.TREAT,
                                "rung=2,told=care-coordination,given=false"));
    }

    private ProcessInstance start(Map<String, Object> given) {
        ClockUtil.setCurrentTime(Date.from(MONDAY_AT_NINE));
        var variables = new HashMap<String, Object>();
        variables.put("site", "north");
        variables.put("priority", "routine");
        variables.put("serviceLine", "general-practice");
        variables.put("assessmentQueue", "physiotherapy");
        variables.put("patientId", "patient");
        variables.put("reference", "K7QM-2XWD");
        variables.putAll(given);
        return clinic.engine.getRuntimeService().startProcessInstanceByKey("Work", episode, variables);
    }

    private static void late(ProcessInstance work, String step) {
        fire(work.getId(), step.equals(CALL) ? "BoundaryEvent_CallOverdue" : "BoundaryEvent_AssessmentOverdue");
    }

    private static void fire(String processInstanceId, String boundary) {
        var job = clinic.engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .activityId(boundary)
                .singleResult();
        ClockUtil.setCurrentTime(job.getDuedate());
        clinic.engine.getManagementService().executeJob(job.getId());
    }

    private static Task task(ProcessInstance work, String step) {
        return clinic.engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(work.getId())
                .taskDefinitionKey(step)
                .singleResult();
    }

    private List<Task> lateWork() {
        return clinic.engine
                .getTaskService()
                .createTaskQuery()
                .processDefinitionKey("LateWork")
                .processInstanceBusinessKey(episode)
                .list();
    }

    private static List<Job> jobs(ProcessInstance work) {
        return clinic.engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(work.getId())
                .list();
    }

    private static Object rung(ProcessInstance work, String step) {
        return clinic.engine.getTaskService().getVariableLocal(task(work, step).getId(), "rung");
    }

    private static Object variable(Task task, String name) {
        return clinic.engine.getTaskService().getVariable(task.getId(), name);
    }

    private static List<String> queues(ProcessInstance work, String step) {
        return queues(task(work, step));
    }

    private static List<String> queues(Task task) {
        return clinic.engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .filter(link -> link.getType().equals("candidate"))
                .map(IdentityLink::getGroupId)
                .toList();
    }
}

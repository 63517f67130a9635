package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Pile;
import care.handrail.shared.WorkingCalendars;
import care.handrail.testing.CareTeamNotes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Lets every user task of the shipped release be late, rung by rung, under the rules of the clinic's engine. */
class EveryStepEscalatesTests {

    private static final int RUNGS = 6;
    private static final Instant MONDAY_AT_NINE = Instant.parse("2026-11-16T09:00:00Z");

    private static TestEngine clinic;

    @BeforeAll
    static void open() {
        var calendar = WorkingCalendars.northAndSouth();
        var tables = new ReleaseTables();
        clinic = new TestEngine(new ServiceLevelPlugin(calendar));
        clinic.serviceLevel = new ServiceLevel(calendar, tables);
        var escalation = new EngineEscalation(
                tables,
                new ReleaseProcesses(),
                new StaticListableBeanFactory().getBeanProvider(LetterStore.class),
                new CareTeamNotes(),
                clinic.audit);
        clinic.steps.put(
                "escalate",
                context -> escalation.escalate(
                        context.processInstanceId(), context.require(PathwayVariable.id("lateStep"))));
        var release = new HashMap<String, byte[]>();
        for (var folder : List.of("processes", "decisions", "forms")) {
            TestEngine.files(Path.of(folder)).forEach((name, file) -> release.put(folder + "/" + name, file));
        }
        clinic.deploy(release);
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    static Stream<Late> everyUserTaskInEveryQueue() {
        return ShippedUserTask.all().stream()
                .flatMap(task -> task.queues().stream().map(queue -> new Late(task, queue)));
    }

    @ParameterizedTest
    @MethodSource("everyUserTaskInEveryQueue")
    void everyStepEscalatesUntilThePracticeManagerKnows(Late late) {
        var instance = start(late);
        var task = task(instance, late);
        for (long rung = 1; rung <= RUNGS; rung++) {
            var timer = timer(instance, late);
            if (rung == 1) {
                assertThat(task.getDueDate()).isAfter(Date.from(MONDAY_AT_NINE)).isEqualTo(timer.getDuedate());
            }
            ClockUtil.setCurrentTime(timer.getDuedate());
            clinic.engine().getManagementService().executeJob(timer.getId());

            assertThat(clinic.engine().getTaskService().getVariableLocal(task.getId(), "rung"))
                    .isEqualTo(rung);
            assertThat(candidates(task)).contains(late.queue()).allSatisfy(role -> mayDo(role, late));
        }
        var reached =
                Stream.concat(candidates(task).stream(), told(task).stream()).toList();
        assertThat(reached).contains(Role.PRACTICE_MANAGER);
        assertThat(told(task)).as("told once each").doesNotHaveDuplicates();
        assertThat(task(instance, late).getPriority()).isEqualTo(UrgencyExpression.ROUTINE);

        clinic.engine().getRuntimeService().deleteProcessInstance(instance.getId(), "the episode has ended");
        assertThat(clinic.engine()
                        .getTaskService()
                        .createTaskQuery()
                        .processVariableValueEquals("lateTask", task.getId())
                        .count())
                .as("nobody is asked about a delay that is over")
                .isZero();
    }

    private static void mayDo(Role role, Late late) {
        if (role == late.queue()) {
            return;
        }
        if (late.task().pile() == Pile.CLINICAL_JUDGEMENT) {
            assertThat(role.isClinical()).as("%s judges", role).isTrue();
        }
        if (late.task().pile() == Pile.REVIEWED_PHI) {
            assertThat(DataClass.ofForms().stream()
                            .filter(late.queue()::sees)
                            .filter(dataClass -> !role.sees(dataClass)))
                    .as("what %s may not see", role)
                    .isEmpty();
        }
    }

    private static ProcessInstance start(Late late) {
        ClockUtil.setCurrentTime(Date.from(MONDAY_AT_NINE));
        var process = late.task().process().replace(".bpmn", "");
        var variables = new HashMap<String, Object>(Map.of(
                "patientId", "patient",
                "reference", "K7QM-2XWD",
                "site", "north",
                "serviceLine", "general-practice",
                "priority", "routine"));
        if (!late.task().queueVariable().isEmpty()) {
            variables.put(late.task().queueVariable(), late.queue().group());
        }
        return clinic.engine()
                .getRuntimeService()
                .createProcessInstanceByKey(process)
                .businessKey("episode")
                .startBeforeActivity(late.task().id())
                .setVariables(variables)
                .execute();
    }

    private static Task task(ProcessInstance instance, Late late) {
        return clinic.engine()
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .taskDefinitionKey(late.task().id())
                .singleResult();
    }

    private static Job timer(ProcessInstance instance, Late late) {
        var model = clinic.engine().getRepositoryService().getBpmnModelInstance(instance.getProcessDefinitionId());
        var boundary = model.getModelElementsByType(BoundaryEvent.class).stream()
                .filter(event ->
                        event.getAttachedTo().getId().equals(late.task().id()))
                .findFirst()
                .orElseThrow();
        return clinic.engine()
                .getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .activityId(boundary.getId())
                .singleResult();
    }

    private static List<Role> candidates(Task task) {
        return clinic.engine().getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .filter(link -> link.getType().equals("candidate"))
                .map(IdentityLink::getGroupId)
                .map(group -> Role.ofGroup(group).orElseThrow())
                .toList();
    }

    private static List<Role> told(Task task) {
        return clinic
                .engine()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey("LateWork")
                .variableValueEquals("lateTask", task.getId())
                .list()
                .stream()
                .map(work -> clinic.engine().getRuntimeService().getVariable(work.getId(), "lateRole"))
                .map(role -> Role.ofGroup(String.valueOf(role)).orElseThrow())
                .toList();
    }

    record Late(ShippedUserTask task, Role queue) {

        @Override
        public String toString() {
            return task.process() + " " + task.id() + " in " + queue.group();
        }
    }
}

package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.pathways.Pile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every user task of every shipped diagram, on every rung and at every priority, against the shipped tables. */
class ShippedTablesTests {

    private static final int RUNGS = 8;
    private static final List<String> PRIORITIES = Arrays.asList("at-once", "urgent", "soon", "routine", null);
    private static final String LADDER = "decisions/pathways/EscalationLadder.dmn";
    private static final String SERVICE_LEVELS = "decisions/pathways/ServiceLevels.dmn";

    private static final DmnEngine DMN =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final Map<String, DmnDecision> DECISIONS = new HashMap<>();
    private static WorkEngine clinic;

    @BeforeAll
    static void open() {
        clinic = new WorkEngine();
        var release = clinic.engine
                .getRepositoryService()
                .createDeployment()
                .addClasspathResource(LADDER)
                .addClasspathResource(SERVICE_LEVELS)
                .addClasspathResource("processes/pathways/LateWork.bpmn");
        for (var pile : Pile.values()) {
            release.addString(
                    "Probe_" + pile + ".bpmn",
                    ModelText.of("Probe.bpmn")
                            .replace("id=\"Probe\"", "id=\"Probe_" + pile + "\"")
                            .replace("value=\"administrative\"", "value=\"" + pile.code() + "\""));
        }
        release.deploy();
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    static Stream<Work> everyUserTaskInEveryQueue() {
        var tasks = ShippedUserTask.all();
        assertThat(tasks).as("user tasks of the shipped diagrams").hasSizeGreaterThan(10);
        return tasks.stream().flatMap(task -> task.queues().stream().map(queue -> new Work(task, queue)));
    }

    /** The shipped diagrams' combinations are among these; the others keep the rule when a diagram changes. */
    static Stream<Arguments> everyPileInEveryQueue() {
        var shipped = everyUserTaskInEveryQueue()
                .map(work -> Map.entry(work.task().pile(), work.queue()))
                .collect(Collectors.toSet());
        var all = Arrays.stream(Pile.values())
                .flatMap(pile ->
                        Arrays.stream(Role.values()).filter(Role::hasQueue).map(queue -> Map.entry(pile, queue)))
                .toList();
        assertThat(all).containsAll(shipped);
        return all.stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("everyPileInEveryQueue")
    void noRungGivesWorkToARoleThatMayNotDoIt(Pile pile, Role queue) {
        var probe = clinic.engine
                .getRuntimeService()
                .startProcessInstanceByKey("Probe_" + pile, "episode", Map.of("probedQueue", queue.group()));
        for (int rung = 1; rung <= RUNGS; rung++) {
            clinic.escalate(probe.getId(), "Task_Probe");
            var given = candidates(probe);
            assertThat(given).contains(queue);
            for (var role : given) {
                if (role == queue) {
                    continue;
                }
                if (pile == Pile.CLINICAL_JUDGEMENT) {
                    assertThat(role.isClinical())
                            .as("%s on rung %d", role, rung)
                            .isTrue();
                }
                if (pile == Pile.REVIEWED_PHI) {
                    assertThat(DataClass.ofForms().stream()
                                    .filter(queue::sees)
                                    .filter(dataClass -> !role.sees(dataClass)))
                            .as("what %s on rung %d may not see", role, rung)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyUserTaskInEveryQueue")
    void everyRungTellsARoleAndTheLastRungIsThePracticeManager(Work work) {
        var told = new ArrayList<Role>();
        for (long rung = 1; rung <= RUNGS; rung++) {
            var row = evaluate(
                    LADDER,
                    "EscalationLadder",
                    Map.of(
                            "queue",
                            work.queue().group(),
                            "pile",
                            work.task().pile().code(),
                            "rung",
                            rung));
            var role = Role.ofGroup(String.valueOf(row.get("tell"))).orElseThrow();
            if (Boolean.TRUE.equals(row.get("addQueue"))) {
                assertThat(work.task().pile().mayBeGivenTo(role, work.queue()))
                        .as("the table gives the work on rung %d to %s, which may not have it", rung, role)
                        .isTrue();
            }
            told.add(role);
        }
        assertThat(told).last().isEqualTo(Role.PRACTICE_MANAGER);
        assertThat(told.subList(told.indexOf(Role.PRACTICE_MANAGER), told.size()))
                .as("nobody comes after the practice manager")
                .containsOnly(Role.PRACTICE_MANAGER);
    }

    @ParameterizedTest
    @MethodSource("everyUserTaskInEveryQueue")
    void everyStepHasATargetAndARepeatForEveryPatient(Work work) {
        for (var priority : PRIORITIES) {
            for (var serviceLine :
                    Arrays.asList("general-practice", "physiotherapy", "mental-health", "home-care", null)) {
                var inputs = new HashMap<String, Object>();
                inputs.put("step", work.task().id());
                inputs.put("priority", priority);
                inputs.put("serviceLine", serviceLine);
                var row = evaluate(SERVICE_LEVELS, "ServiceLevels", inputs);
                assertThat(ServiceLevel.duration(row, "target", work.task().id()))
                        .isPositive();
                assertThat(ServiceLevel.duration(row, "repeat", work.task().id()))
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyUserTaskInEveryQueue")
    void nothingIsWantedSoonerThanAClinicianWhoIsAskedToLookNow(Work work) {
        var lookNow = target("Task_SeeEnquiryNow", "at-once");
        assertThat(lookNow).isLessThanOrEqualTo(Duration.ofHours(1));
        for (var priority : PRIORITIES) {
            assertThat(target(work.task().id(), priority)).isGreaterThanOrEqualTo(lookNow);
        }
    }

    private static Duration target(String step, String priority) {
        var inputs = new HashMap<String, Object>();
        inputs.put("step", step);
        inputs.put("priority", priority);
        inputs.put("serviceLine", "general-practice");
        return ServiceLevel.duration(evaluate(SERVICE_LEVELS, "ServiceLevels", inputs), "target", step);
    }

    private static List<Role> candidates(ProcessInstance probe) {
        var tasks = clinic.engine.getTaskService();
        var task = tasks.createTaskQuery().processInstanceId(probe.getId()).singleResult();
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .filter(link -> link.getType().equals("candidate"))
                .map(IdentityLink::getGroupId)
                .map(group -> Role.ofGroup(group).orElseThrow())
                .toList();
    }

    private static Map<String, Object> evaluate(String file, String table, Map<String, Object> inputs) {
        return DMN.evaluateDecisionTable(DECISIONS.computeIfAbsent(file, name -> parse(name, table)), inputs)
                .getFirstResult()
                .getEntryMap();
    }

    private static DmnDecision parse(String file, String table) {
        var in =
                Objects.requireNonNull(ShippedTablesTests.class.getClassLoader().getResourceAsStream(file), file);
        return DMN.parseDecision(table, in);
    }

    record Work(ShippedUserTask task, Role queue) {

        @Override
        public String toString() {
            return task.process() + " " + task.id() + " in " + queue.group();
        }
    }
}

package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import care.handrail.pathways.PathwayVariable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VariableGuardTests {

    private static final String OBJECT = "The variable 'ticket' holds a code, an id, a number, a date or a flag,"
            + " and never an object or a file.";

    private static final TestEngine CLINIC = new TestEngine();

    private final RuntimeService runtime = CLINIC.engine().getRuntimeService();
    private final TaskService tasks = CLINIC.engine().getTaskService();

    @BeforeEach
    void openClinic() {
        CLINIC.reset();
        CLINIC.steps.put("setSomething", context -> {});
        CLINIC.deploy("fixtures/engine/guard");
    }

    @AfterAll
    static void closeClinic() {
        CLINIC.close();
    }

    @Test
    void letsDeclaredValuesPass() {
        var day = Date.from(Instant.parse("2026-03-01T00:00:00Z"));
        start(Map.of("outcome", "accept", "ticket", "K7QM-2XWD:a.b_c", "count", 3L, "day", day, "done", true));

        assertThat(runtime.getVariables(CLINIC.task().getExecutionId()))
                .containsOnly(
                        Map.entry("outcome", "accept"),
                        Map.entry("ticket", "K7QM-2XWD:a.b_c"),
                        Map.entry("count", 3L),
                        Map.entry("day", day),
                        Map.entry("done", true));
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of(
                        "outcome", "maybe", "The variable 'outcome' holds one of the codes accept, signpost only."),
                Arguments.of("outcome", true, "The variable 'outcome' holds one of the codes accept, signpost only."),
                Arguments.of(
                        "ticket",
                        "Marker Jones",
                        "The variable 'ticket' holds an id of up to 64 letters, digits and . _ : - only."),
                Arguments.of(
                        "ticket",
                        "x".repeat(65),
                        "The variable 'ticket' holds an id of up to 64 letters, digits and . _ : - only."),
                Arguments.of(
                        "ticket",
                        "",
                        "The variable 'ticket' holds an id of up to 64 letters, digits and . _ : - only."),
                Arguments.of("count", "3", "The variable 'count' holds a whole number (Long) only."),
                Arguments.of("count", 3, "The variable 'count' holds a whole number (Long) only."),
                Arguments.of("count", 3.5, "The variable 'count' holds a whole number (Long) only."),
                Arguments.of("count", (short) 3, "The variable 'count' holds a whole number (Long) only."),
                Arguments.of("day", "2026-01-01", "The variable 'day' holds a date only."),
                Arguments.of("day", 5L, "The variable 'day' holds a date only."),
                Arguments.of("done", "true", "The variable 'done' holds true or false only."),
                Arguments.of("ticket", List.of("Marker"), OBJECT),
                Arguments.of("ticket", new Marker(), OBJECT),
                Arguments.of("ticket", "Marker".getBytes(StandardCharsets.UTF_8), OBJECT),
                Arguments.of(
                        "ticket",
                        Variables.fileValue("marker.txt").file(new byte[1]).create(),
                        OBJECT),
                Arguments.of(
                        "ticket",
                        Variables.serializedObjectValue("{\"name\":\"Marker\"}")
                                .serializationDataFormat("application/json")
                                .objectTypeName("java.util.Map")
                                .create(),
                        OBJECT),
                Arguments.of("ticket", Variables.objectValue(new Marker(), true).create(), OBJECT),
                Arguments.of(
                        "ticket",
                        Variables.stringValue("Marker Jones", true),
                        "The variable 'ticket' holds an id of up to 64 letters, digits and . _ : - only."),
                Arguments.of("surname", "Jones", undeclared("surname")),
                Arguments.of("surname", null, undeclared("surname")),
                Arguments.of("loopCounter", "Jones", undeclared("loopCounter")),
                Arguments.of("nrOfInstances", 5L, undeclared("nrOfInstances")),
                Arguments.of("decisionResult", "Jones", undeclared("decisionResult")),
                Arguments.of(
                        "decisionResult",
                        new Marker(),
                        "The variable 'decisionResult' holds a code, an id, a number, a date or a flag,"
                                + " and never an object or a file."),
                Arguments.of(
                        "Marker Jones",
                        "x",
                        "A variable has a name of letters and digits that a variables.yaml declares; this one has not."),
                Arguments.of(
                        "Marker Jones",
                        new Marker(),
                        "A variable holds a code, an id, a number, a date or a flag, and never an object or a file."));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void refusesEverythingElseByName(String name, @Nullable Object value, String sentence) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(name, value);

        refused(() -> start(variables), sentence);
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
        assertThat(CLINIC.engine()
                        .getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .count())
                .isZero();
    }

    @Test
    void standsInEveryWayOfWriting() {
        start(Map.of("count", 3L));
        String task = CLINIC.task().getId();
        String execution = CLINIC.task().getExecutionId();
        Map<String, Object> personal = Map.of("surname", "Jones");

        refused(() -> runtime.setVariable(execution, "surname", "Jones"));
        refused(() -> runtime.setVariables(execution, personal));
        refused(() -> runtime.setVariableLocal(execution, "surname", "Jones"));
        refused(() -> runtime.setVariablesLocal(execution, personal));
        refused(() -> runtime.setVariable(execution, "surname", Variables.stringValue("Jones", true)));
        refused(() -> tasks.setVariable(task, "surname", "Jones"));
        refused(() -> tasks.setVariables(task, personal));
        refused(() -> tasks.setVariableLocal(task, "surname", "Jones"));
        refused(() -> tasks.setVariablesLocal(task, personal));
        claim();
        asCarla(() -> {
            refused(() -> tasks.complete(task, personal));
            refused(() -> tasks.completeWithVariablesInReturn(task, personal, true));
            refused(() -> tasks.resolveTask(task, personal));
            refused(() -> tasks.handleBpmnError(task, "x", "y", personal));
            refused(() -> tasks.handleEscalation(task, "x", personal));
        });
        refused(() -> runtime.createProcessInstanceByKey("Guarded")
                .setVariables(personal)
                .execute());
        refused(() -> runtime.createProcessInstanceByKey("Guarded")
                .startBeforeActivity("Last")
                .setVariable("surname", "Jones")
                .execute());
        refused(() -> runtime.createProcessInstanceModification(CLINIC.task().getProcessInstanceId())
                .startBeforeActivity("Last")
                .setVariableLocal("surname", "Jones")
                .execute());
        refused(() -> runtime.setVariablesAsync(List.of(CLINIC.task().getProcessInstanceId()), personal));
        assertThat(runtime.getVariables(execution)).containsOnlyKeys("count");
        assertThat(CLINIC.task().getTaskDefinitionKey()).isEqualTo("Work");
    }

    @Test
    void standsInCorrelationAndInSteps() {
        start(Map.of("count", 1L));
        claim();
        asCarla(() -> tasks.complete(CLINIC.task().getId()));
        String instance = runtime.createProcessInstanceQuery().singleResult().getId();

        String waiting = runtime.createExecutionQuery()
                .messageEventSubscriptionName("Told")
                .singleResult()
                .getId();

        refused(() -> runtime.createMessageCorrelation("Told")
                .processInstanceId(instance)
                .setVariable("surname", "Jones")
                .correlate());
        refused(() -> runtime.createMessageCorrelation("Told")
                .processInstanceId(instance)
                .setVariableLocal("surname", "Jones")
                .correlate());
        refused(() -> runtime.messageEventReceived("Told", waiting, Map.of("surname", "Jones")));
        refused(() -> runtime.createMessageCorrelationAsync("Told")
                .processInstanceIds(List.of(instance))
                .setVariable("surname", "Jones")
                .correlateAllAsync());

        CLINIC.steps.put("setSomething", context -> context.set(PathwayVariable.id("surname"), "Jones"));
        refused(() -> runtime.createMessageCorrelation("Told").correlate());
        CLINIC.steps.put("setSomething", context -> context.set(PathwayVariable.id("ticket"), "Marker Jones"));
        refused(
                () -> runtime.createMessageCorrelation("Told").correlate(),
                "The variable 'ticket' holds an id of up to 64 letters, digits and . _ : - only.");
        assertThat(runtime.getVariables(instance)).containsOnlyKeys("count");
    }

    @Test
    void letsTheEnginesCountersAndDecisionsPass() {
        start(Map.of("count", 3L));
        claim();
        asCarla(() -> tasks.complete(CLINIC.task().getId()));
        runtime.createMessageCorrelation("Told").correlate();
        for (int i = 0; i < 3; i++) {
            claim();
            asCarla(() -> tasks.complete(CLINIC.task().getId()));
        }

        assertThat(CLINIC.task().getTaskDefinitionKey()).isEqualTo("Last");
        assertThat(runtime.getVariables(CLINIC.task().getExecutionId())).containsEntry("outcome", "accept");
    }

    @Test
    void keepsFreeTextOutOfTheHistoryOfDecisions() {
        try (var clinic = new TestEngine(new FullHistory())) {
            clinic.deploy("fixtures/engine/guard");
            var decisions = clinic.engine().getDecisionService();
            var history = clinic.engine().getHistoryService();

            refused(
                    () -> decisions.evaluateDecisionTableByKey("Route", Map.of("count", 1L, "ticket", "Marker Jones")),
                    "A decision table asks for and answers codes, numbers, dates and flags only.");
            assertThat(history.createHistoricDecisionInstanceQuery().count()).isZero();

            decisions.evaluateDecisionTableByKey("Route", Map.of("count", 3L, "ticket", "T-1"));
            assertThat(history.createHistoricDecisionInstanceQuery().count()).isOne();
        }
    }

    @Test
    void asksNothingOfWhoeverOnlyLooksForAVariable() {
        start(Map.of("ticket", "T-1"));

        assertThat(runtime.createProcessInstanceQuery()
                        .variableValueEquals("ticket", "T-1")
                        .count())
                .isOne();
        assertThat(runtime.createProcessInstanceQuery()
                        .variableValueEquals("surname", "Jones")
                        .count())
                .isZero();
    }

    @Test
    void knowsTheVariablesOfEveryReleaseUnderWay() {
        Map<String, byte[]> next = TestEngine.files(Path.of("src/test/resources/fixtures/engine/guard"));
        next.put("room/variables.yaml", """
                variables:
                  - {name: outcome, type: code, codes: [refuse], meaning: What was decided.}
                  - {name: count, type: number, meaning: How many.}
                  - {name: reason, type: code, codes: [late], meaning: Why.}
                """.getBytes(StandardCharsets.UTF_8));
        refused(() -> start(Map.of("reason", "late")), undeclared("reason"));
        CLINIC.deploy(next);

        start(Map.of("outcome", "refuse", "reason", "late"));
        runtime.setVariable(CLINIC.task().getExecutionId(), "outcome", "accept");
        refused(
                () -> runtime.setVariable(CLINIC.task().getExecutionId(), "reason", "early"),
                "The variable 'reason' holds one of the codes late only.");
    }

    @Test
    void refusesADeploymentWhoseVariablesAreDeclaredTwice() {
        Map<String, byte[]> files = TestEngine.files(Path.of("src/test/resources/fixtures/engine/guard"));
        files.put("other/variables.yaml", files.get("room/variables.yaml"));

        assertThatThrownBy(() -> CLINIC.deploy(files))
                .hasMessageContaining(
                        "room/variables.yaml, outcome: The variable is declared already in other/variables.yaml."
                                + " Keep one declaration.");
    }

    private static String undeclared(String name) {
        return "The variable '" + name
                + "' is not declared. Declare it in a variables.yaml of the release, or do not send it.";
    }

    private static void refused(ThrowingCallable work) {
        assertThat(RefusedException.in(catchThrowable(work)))
                .get()
                .satisfies(refused -> assertThat(refused).hasMessageNotContaining("Jones"));
    }

    private static void refused(ThrowingCallable work, String sentence) {
        assertThat(RefusedException.in(catchThrowable(work)))
                .get()
                .hasToString(RefusedException.class.getName() + ": " + sentence);
    }

    private void start(Map<String, Object> variables) {
        runtime.startProcessInstanceByKey("Guarded", variables);
    }

    private void claim() {
        asCarla(() -> tasks.claim(CLINIC.task().getId(), "carla"));
    }

    private static void asCarla(Runnable work) {
        CLINIC.asClinician("carla", work);
    }

    private static final class FullHistory extends AbstractProcessEnginePlugin {

        @Override
        public void preInit(ProcessEngineConfigurationImpl engine) {
            engine.setHistory("full");
        }
    }

    /** An object that could be serialized. */
    static final class Marker implements java.io.Serializable {
        private static final long serialVersionUID = 1;

        final String name = "Marker";
    }
}

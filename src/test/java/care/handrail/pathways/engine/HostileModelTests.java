package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that try to do more than a diagram may. */
class HostileModelTests {

    private static final TestEngine CLINIC = new TestEngine();

    private static final String VARIABLES =
            "variables:\n  - {name: ticket, type: id, meaning: An id.}\n  - {name: due, type: date, meaning: A date.}\n  - {name: unset, type: id, meaning: Never set.}\n";

    @BeforeEach
    void openClinic() {
        CLINIC.reset();
        CLINIC.steps.put("doNothing", context -> {});
    }

    @AfterAll
    static void closeClinic() {
        CLINIC.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${dataSource}",
                "${applicationContext}",
                "${transactionManager}",
                "${authenticatedUserId}",
                "${execution.engineServices}",
                "${execution.processEngine.runtimeService}",
                "${execution.class}",
                "${execution.getClass()}",
                "${execution['class']}",
                "${execution.getVariable('ticket')}",
                "${execution.setVariable('ticket','x')}",
                "${execution.hasVariable('ticket')}",
                "${execution.processBusinessKey.getClass()}",
                "${execution.processBusinessKey.bytes}",
                "${serviceLevel.class}",
                "${serviceLevel.getClass().forName('java.lang.Runtime')}",
                "${serviceLevel.hashCode()}",
                "${serviceLevel.due('x')}",
                "${serviceLevel.due()}",
                "${serviceLevel.due(execution).time}",
                "${serviceLevel.due(execution).toInstant()}",
                "${serviceLevel.due(execution).getClass()}",
                "${doNothing.execute(execution)}",
                "${doNothing.class}",
                "${ticket.getBytes()}",
                "${ticket.length()}",
                "${''.getClass()}",
                "${''.class.forName('java.lang.Runtime').getMethods()[6].invoke(null)}",
                "#{''.class}",
                "${task}",
                "${task.delete()}",
                "${externalTask}",
                "${caseExecution}",
                "${undeclared}",
            })
    void refusesAnExpressionThatReachesFurther(String expression) {
        assertThat(RefusedException.in(catchThrowable(() -> run("camunda:dueDate=\"" + xml(expression) + "\"", ""))))
                .isPresent();
        assertThat(CLINIC.engine()
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .count())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${now()}",
                "${currentUser()}",
                "${currentUserGroups()}",
                "${dateTime()}",
                "${a:b()}",
                "${ticket = 'x'}"
            })
    void knowsNoFunctions(String expression) {
        assertThatThrownBy(() -> deploy("camunda:dueDate=\"" + xml(expression) + "\"", ""))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(CLINIC.engine()
                        .getRepositoryService()
                        .createDeploymentQuery()
                        .count())
                .isZero();
    }

    @Test
    void understandsWhatDiagramsAreMeantToSay() {
        run(
                "camunda:dueDate=\"${serviceLevel.due(execution)}\" camunda:candidateGroups=\"${execution.processBusinessKey}\"",
                "");
        run("camunda:dueDate=\"${due}\" camunda:assignee=\"${unset == null ? ticket : unset}\"", "");
        run("camunda:dueDate=\"${empty ticket and not (ticket != 'x') ? due : due}\"", "");

        assertThat(CLINIC.engine().getTaskService().createTaskQuery().list())
                .extracting(Task::getAssignee)
                .contains("T-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:scriptTask id=\"X\" scriptFormat=\"javascript\"><bpmn:script>1+1</bpmn:script></bpmn:scriptTask>",
                "<bpmn:scriptTask id=\"X\" scriptFormat=\"juel\" camunda:resource=\"x.js\" />",
                "<bpmn:serviceTask id=\"X\" camunda:class=\"java.lang.ProcessBuilder\" />",
                "<bpmn:serviceTask id=\"X\" xmlns:old=\"http://activiti.org/bpmn\" old:class=\"java.lang.ProcessBuilder\" />",
                "<bpmn:serviceTask id=\"X\" camunda:expression=\"${doNothing}\" />",
                "<bpmn:serviceTask id=\"X\" camunda:type=\"shell\"><bpmn:extensionElements>"
                        + "<camunda:field name=\"command\" stringValue=\"id\" /></bpmn:extensionElements></bpmn:serviceTask>",
                "<bpmn:serviceTask id=\"X\" camunda:type=\"mail\" />",
                "<bpmn:serviceTask id=\"X\" camunda:type=\"external\" camunda:topic=\"x\" />",
                "<bpmn:sendTask id=\"X\" camunda:class=\"java.lang.ProcessBuilder\" />",
                "<bpmn:serviceTask id=\"X\" camunda:delegateExpression=\"${doNothing}\"><bpmn:extensionElements>"
                        + "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"
                        + "</bpmn:extensionElements></bpmn:serviceTask>",
                "<bpmn:serviceTask id=\"X\" camunda:delegateExpression=\"${doNothing}\"><bpmn:extensionElements>"
                        + "<camunda:field name=\"name\" expression=\"${doNothing}\" /></bpmn:extensionElements></bpmn:serviceTask>",
                "<bpmn:serviceTask id=\"X\" camunda:delegateExpression=\"${doNothing}\"><bpmn:extensionElements>"
                        + "<camunda:executionListener event=\"start\" class=\"java.lang.ProcessBuilder\" />"
                        + "</bpmn:extensionElements></bpmn:serviceTask>",
                "<bpmn:serviceTask id=\"X\" camunda:delegateExpression=\"${doNothing}\"><bpmn:extensionElements>"
                        + "<camunda:executionListener event=\"start\" expression=\"${doNothing}\" />"
                        + "</bpmn:extensionElements></bpmn:serviceTask>",
                "<bpmn:serviceTask id=\"X\" camunda:delegateExpression=\"${doNothing}\"><bpmn:extensionElements>"
                        + "<camunda:executionListener event=\"start\"><camunda:script scriptFormat=\"juel\">1</camunda:script>"
                        + "</camunda:executionListener></bpmn:extensionElements></bpmn:serviceTask>",
                "<bpmn:userTask id=\"X\"><bpmn:extensionElements><camunda:taskListener event=\"create\""
                        + " class=\"java.lang.ProcessBuilder\" /></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id=\"X\" camunda:formHandlerClass=\"java.lang.ProcessBuilder\" />",
                "<bpmn:userTask id=\"X\" camunda:formKey=\"embedded:app:x.html\" />",
                "<bpmn:userTask id=\"X\"><bpmn:extensionElements><camunda:formData><camunda:formField id=\"x\" type=\"string\">"
                        + "<camunda:validation><camunda:constraint name=\"validator\" config=\"java.lang.ProcessBuilder\" />"
                        + "</camunda:validation></camunda:formField></camunda:formData></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id=\"X\"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name=\"ticket\">"
                        + "<camunda:script scriptFormat=\"juel\">1</camunda:script></camunda:inputParameter></camunda:inputOutput>"
                        + "</bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id=\"X\"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name=\"ticket\">"
                        + "<camunda:map><camunda:entry key=\"a\">b</camunda:entry></camunda:map></camunda:inputParameter>"
                        + "</camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:callActivity id=\"X\" calledElement=\"Y\" camunda:variableMappingClass=\"java.lang.ProcessBuilder\" />",
                "<bpmn:callActivity id=\"X\" calledElement=\"Y\" camunda:variableMappingDelegateExpression=\"${doNothing}\" />",
            })
    void refusesToDeployCode(String element) {
        assertThatThrownBy(() -> deploy("", element))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("not allowed");
        assertThat(CLINIC.engine()
                        .getRepositoryService()
                        .createDeploymentQuery()
                        .count())
                .isZero();
    }

    @Test
    void refusesAConditionInAScriptLanguage() {
        String flow = "<bpmn:exclusiveGateway id=\"G\" /><bpmn:endEvent id=\"E\" />"
                + "<bpmn:sequenceFlow id=\"GF\" sourceRef=\"G\" targetRef=\"E\">"
                + "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\" language=\"javascript\">true"
                + "</bpmn:conditionExpression></bpmn:sequenceFlow>";

        assertThatThrownBy(() -> deploy("", flow)).hasMessageContaining("A condition has no language");
    }

    @Test
    void refusesErrorCodesThatWouldCatchProgrammingMistakes() {
        Map<String, byte[]> files = TestEngine.files(Path.of("src/test/resources/fixtures/engine/visits"));
        files.put(
                "room/Visit.bpmn",
                new String(files.get("room/Visit.bpmn"), StandardCharsets.UTF_8)
                        .replace("errorCode=\"not-known\"", "errorCode=\"java.lang.RuntimeException\"")
                        .getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> CLINIC.deploy(files)).hasMessageContaining("catch programming mistakes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expressionLanguage=\"juel\"><text>${dataSource}</text>",
                "expressionLanguage=\"javascript\"><text>1</text>",
                "expressionLanguage=\"groovy\"><text>1</text>"
            })
    void refusesTablesInAnotherLanguageThanFeel(String expression) {
        CLINIC.deploy(
                Map.of("room/Route.dmn", table("<inputExpression id=\"I\" " + expression + "</inputExpression>")));

        assertThat(RefusedException.in(catchThrowable(
                        () -> CLINIC.engine().getDecisionService().evaluateDecisionTableByKey("Route", Map.of()))))
                .isPresent();
    }

    @Test
    void callsNoJavaFromFeel() {
        CLINIC.deploy(Map.of(
                "room/Route.dmn",
                table("<inputExpression id=\"I\" typeRef=\"string\"><text>{f: function(x) external {java:"
                        + " {class: \"java.lang.System\", method signature: \"getProperty(java.lang.String)\"}},"
                        + " r: f(\"user.dir\")}.r</text></inputExpression>")));

        var found = catchThrowable(() -> assertThat(CLINIC.engine()
                        .getDecisionService()
                        .evaluateDecisionTableByKey("Route", Map.of())
                        .getSingleResult())
                .isNull());
        assertThat(String.valueOf(found)).doesNotContain(System.getProperty("user.dir"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"room/X.cmmn", "room/x.js", "room/X.groovy", "x.html", "room/other.yaml"})
    void refusesToDeployOtherFiles(String name) {
        assertThatThrownBy(() -> CLINIC.deploy(Map.of(name, new byte[] {'x'})))
                .hasMessageContaining("a release consists of .bpmn, .dmn and .form files and of variables.yaml.");
    }

    @Test
    void refusesAFormWithoutDataClass() {
        String form =
                "{\"id\":\"F\",\"components\":[{\"type\":\"textfield\",\"id\":\"f\",\"key\":\"surname\",\"label\":\"Surname\"}]}";

        assertThatThrownBy(() -> CLINIC.deploy(Map.of("room/F.form", form.getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("room/F.form, surname: Give the field the custom property dataClass");
    }

    @Test
    void hasASecondLockBehindTheFirst() {
        var noCode = new NoCode();

        assertThatThrownBy(() -> noCode.getArtifact(String.class)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> noCode.createScriptFromSource("juel", "1")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> noCode.getScriptEngine("juel", true)).isInstanceOf(RefusedException.class);
        var engine = (ProcessEngineConfigurationImpl) CLINIC.engine().getProcessEngineConfiguration();
        assertThat(engine.getArtifactFactory()).isInstanceOf(NoCode.class);
        assertThat(engine.getScriptFactory()).isInstanceOf(NoCode.class);
        assertThat(engine.getScriptEngineResolver()).isInstanceOf(NoCode.class);
    }

    private static byte[] table(String input) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="D" name="Route" namespace="http://handrail.care">
                  <decision id="Route" name="Route" camunda:historyTimeToLive="P30D">
                    <decisionTable id="T" hitPolicy="FIRST">
                      <input id="In">%s</input>
                      <output id="Out" name="outcome" typeRef="string" />
                      <rule id="R"><inputEntry id="RI"><text>"x"</text></inputEntry><outputEntry id="RO"><text>"accept"</text></outputEntry></rule>
                    </decisionTable>
                  </decision>
                </definitions>
                """.formatted(input).getBytes(StandardCharsets.UTF_8);
    }

    private static void run(String attributes, String more) {
        deploy(attributes, more);
        CLINIC.engine().getRuntimeService().startProcessInstanceByKey("Hostile", "K7QM-2XWD", Map.of("ticket", "T-1"));
    }

    private static void deploy(String attributes, String more) {
        String diagram = """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="D" targetNamespace="http://handrail.care">
                  <bpmn:process id="Hostile" isExecutable="true" camunda:historyTimeToLive="P30D">
                    <bpmn:startEvent id="Start" />
                    <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Work" />
                    <bpmn:userTask id="Work" name="Work" %s />
                    %s
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(attributes, more);
        CLINIC.deploy(Map.of(
                "room/Hostile.bpmn", diagram.getBytes(StandardCharsets.UTF_8),
                "room/variables.yaml", VARIABLES.getBytes(StandardCharsets.UTF_8)));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}

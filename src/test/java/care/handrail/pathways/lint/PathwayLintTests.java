package care.handrail.pathways.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is seen to bite: a sound release is broken in one place at a time. */
class PathwayLintTests {

    private static final String DIAGRAM = "room/Visit.bpmn";
    private static final String FORM = "room/RecordVisit.form";
    private static final String TABLE = "room/VisitRouting.dmn";
    private static final String VARIABLES = "room/variables.yaml";

    /**
     * One place where the release is broken.
     *
     * @param rule the one rule that is broken by it
     * @param element where the finding points
     * @param from what stands in the sound file
     * @param to what stands there instead
     */
    record Break(Rule rule, String file, String element, String from, String to) {}

    static Stream<Break> breaks() {
        String late = "attachedToRef=\"Task_RecordVisit\"";
        return Stream.of(
                new Break(Rule.READABLE_FILE, DIAGRAM, "", "</bpmn:definitions>", ""),
                new Break(Rule.READABLE_FILE, DIAGRAM, "", "?>", "?><!DOCTYPE x SYSTEM \"file:///etc/passwd\">"),
                new Break(
                        Rule.FILE_NAME, DIAGRAM, "Visits", "<bpmn:process id=\"Visit\"", "<bpmn:process id=\"Visits\""),
                new Break(Rule.FILE_NAME, FORM, "", "\"id\": \"RecordVisit\"", "\"id\": \"Other\""),
                new Break(Rule.FILE_NAME, TABLE, "", "decision id=\"VisitRouting\"", "decision id=\"Other\""),
                new Break(Rule.HISTORY_TIME_TO_LIVE, DIAGRAM, "Visit", " camunda:historyTimeToLive=\"P30D\"", ""),
                new Break(Rule.HISTORY_TIME_TO_LIVE, TABLE, "VisitRouting", " camunda:historyTimeToLive=\"P30D\"", ""),
                new Break(Rule.VERSION_TAG, DIAGRAM, "Visit", " camunda:versionTag=\"1\"", ""),
                new Break(Rule.OWNER, DIAGRAM, "Visit", "value=\"Practice manager\"", "value=\" \""),
                new Break(Rule.DONE_WHEN, DIAGRAM, "Visit", "name=\"doneWhen\"", "name=\"done\""),
                new Break(Rule.LABEL, DIAGRAM, "Task_RecordVisit", "name=\"Record the visit\"", "name=\"\""),
                new Break(Rule.LABEL, DIAGRAM, "Flow_AnotherVisit_Yes", "name=\"Yes\" ", ""),
                new Break(Rule.LABEL, DIAGRAM, "Gateway_AnotherVisit", "name=\"Another visit?\" ", ""),
                new Break(
                        Rule.LABEL,
                        TABLE,
                        "VisitRouting",
                        "<decision id=\"VisitRouting\" name=\"Visit routing\"",
                        "<decision id=\"VisitRouting\""),
                new Break(Rule.ID_CONVENTION, DIAGRAM, "endEvent1", "EndEvent_VisitRecorded", "endEvent1"),
                new Break(Rule.ID_CONVENTION, DIAGRAM, "flow1", "Flow_VisitedAgain", "flow1"),
                new Break(
                        Rule.NO_CODE,
                        DIAGRAM,
                        "Task_EscalateOverdueWork",
                        "camunda:delegateExpression=\"${escalate}\"",
                        "camunda:delegateExpression=\"${escalate}\" camunda:class=\"java.lang.Object\""),
                new Break(
                        Rule.NO_CODE,
                        DIAGRAM,
                        "Call_Visit",
                        "<camunda:in businessKey",
                        "<camunda:executionListener event=\"start\" class=\"java.lang.Object\" /><camunda:in businessKey"),
                new Break(
                        Rule.NO_CODE,
                        DIAGRAM,
                        "Flow_AnotherVisit_Yes",
                        "conditionExpression xsi",
                        "conditionExpression language=\"juel\" xsi"),
                new Break(
                        Rule.NO_CODE,
                        DIAGRAM,
                        "Call_Visit",
                        "<camunda:in businessKey",
                        "<camunda:connector /><camunda:in businessKey"),
                new Break(
                        Rule.EXPRESSION,
                        DIAGRAM,
                        "Flow_AnotherVisit_Yes",
                        "${visitOutcome == \"again\"}",
                        "${visitOutcome.equals(\"again\")}"),
                new Break(Rule.EXPRESSION, DIAGRAM, "CatchEvent_WeekPassed", ">P7D<", ">${now()}<"),
                new Break(Rule.EXPRESSION, DIAGRAM, "Call_Visit", "#{execution.processBusinessKey}", "#{execution.id}"),
                new Break(
                        Rule.EXPRESSION,
                        DIAGRAM,
                        "EndEvent_VisitRecorded",
                        "name=\"Visit recorded\"",
                        "name=\"${visitedBy} came\""),
                new Break(
                        Rule.STEP,
                        DIAGRAM,
                        "Task_ChooseQueue",
                        "businessRuleTask id=\"Task_ChooseQueue\"",
                        "businessRuleTask camunda:delegateExpression=\"${a ? b : c}\" id=\"Task_ChooseQueue\""),
                new Break(
                        Rule.DECLARED_VARIABLE, DIAGRAM, "Flow_AnotherVisit_Yes", "${visitOutcome ==", "${outcome =="),
                new Break(Rule.DECLARED_VARIABLE, DIAGRAM, "Call_Visit", "source=\"visitQueue\"", "source=\"queue\""),
                new Break(
                        Rule.DECLARED_VARIABLE, DIAGRAM, "Task_RecordVisit", "value=\"visitedBy\"", "value=\"author\""),
                new Break(
                        Rule.DECLARED_VARIABLE,
                        DIAGRAM,
                        "Task_ChooseQueue",
                        "resultVariable=\"visitQueue\"",
                        "resultVariable=\"queue\""),
                new Break(Rule.VARIABLES_FILE, VARIABLES, "visits", "name: urgent,", "name: visits,"),
                new Break(Rule.VARIABLES_FILE, VARIABLES, "visits", "name: visits, type: number,", "name: visits,"),
                new Break(Rule.SITE, DIAGRAM, "Call_Visit", "<camunda:in source=\"site\" target=\"site\" />", ""),
                new Break(Rule.BINDING, DIAGRAM, "Call_Visit", " camunda:calledElementBinding=\"deployment\"", ""),
                new Break(
                        Rule.BINDING,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "formRefBinding=\"deployment\"",
                        "formRefBinding=\"latest\""),
                new Break(
                        Rule.BINDING,
                        DIAGRAM,
                        "Task_ChooseQueue",
                        "decisionRefBinding=\"deployment\"",
                        "decisionRefBinding=\"latest\""),
                new Break(Rule.REFERENCE, DIAGRAM, "Call_Visit", "calledElement=\"Visit\"", "calledElement=\"Visits\""),
                new Break(Rule.REFERENCE, DIAGRAM, "Task_RecordVisit", "formRef=\"RecordVisit\"", "formRef=\"Other\""),
                new Break(
                        Rule.REFERENCE,
                        DIAGRAM,
                        "Task_ChooseQueue",
                        "decisionRef=\"VisitRouting\"",
                        "decisionRef=\"Other\""),
                new Break(Rule.DECISION_RESULT, DIAGRAM, "Task_ChooseQueue", "=\"singleEntry\"", "=\"resultList\""),
                new Break(
                        Rule.USER_TASK_QUEUE,
                        DIAGRAM,
                        "Task_RecordVisit",
                        " camunda:candidateGroups=\"${visitQueue}\"",
                        ""),
                new Break(
                        Rule.USER_TASK_QUEUE,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "candidateGroups=\"${visitQueue}\"",
                        "candidateGroups=\"cleaners\""),
                new Break(
                        Rule.USER_TASK_QUEUE,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "candidateGroups=\"${visitQueue}\"",
                        "candidateGroups=\"${visitedBy}\""),
                new Break(
                        Rule.USER_TASK_QUEUE,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "candidateGroups=",
                        "assignee=\"carla\" camunda:candidateGroups="),
                new Break(
                        Rule.USER_TASK_FORM,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "camunda:formRef=\"RecordVisit\" camunda:formRefBinding=\"deployment\"",
                        ""),
                new Break(
                        Rule.USER_TASK_DUE_DATE,
                        DIAGRAM,
                        "Task_RecordVisit",
                        " camunda:dueDate=\"${serviceLevel.due(execution)}\"",
                        ""),
                new Break(
                        Rule.USER_TASK_ESCALATION,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "cancelActivity=\"false\" " + late,
                        late),
                new Break(
                        Rule.USER_TASK_ESCALATION,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "${serviceLevel.repeat(execution)}",
                        "R/PT8H"),
                new Break(
                        Rule.USER_TASK_ESCALATION,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "targetRef=\"ThrowEvent_VisitOverdue\"",
                        "targetRef=\"EndEvent_EscalationDone\""),
                new Break(Rule.USER_TASK_ESCALATION, DIAGRAM, "", "${escalate}", "${shrug}"),
                new Break(
                        Rule.USER_TASK_PILE,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "value=\"clinical-judgement\"",
                        "value=\"clinical\""),
                new Break(
                        Rule.CLINICAL_QUEUE,
                        DIAGRAM,
                        "Task_RecordVisit",
                        "candidateGroups=\"${visitQueue}\"",
                        "candidateGroups=\"clinician,reception\""),
                new Break(
                        Rule.CLINICAL_QUEUE,
                        VARIABLES,
                        "Task_RecordVisit",
                        "codes: [clinician, nursing]",
                        "codes: [clinician, billing]"),
                new Break(
                        Rule.SERVICE_LEVEL,
                        "pathways/ServiceLevels.dmn",
                        "Task_RecordVisit",
                        "\"Task_RecordVisit\"",
                        "\"Task_Other\""),
                new Break(
                        Rule.MESSAGE_DEADLINE,
                        DIAGRAM,
                        "CatchEvent_Answered",
                        "sourceRef=\"Gateway_Answer\" targetRef=\"CatchEvent_Answered\"",
                        "sourceRef=\"Call_Visit\" targetRef=\"CatchEvent_Answered\""),
                new Break(
                        Rule.MESSAGE_DEADLINE,
                        DIAGRAM,
                        "Task_Wait",
                        "<bpmn:endEvent id=\"EndEvent_VisitRecorded\"",
                        "<bpmn:receiveTask id=\"Task_Wait\" name=\"Wait\" messageRef=\"Message_Answered\" /><bpmn:endEvent id=\"EndEvent_VisitRecorded\""),
                new Break(
                        Rule.LINK_PAIR,
                        DIAGRAM,
                        "ThrowEvent_Lost",
                        "<bpmn:endEvent id=\"EndEvent_VisitRecorded\"",
                        "<bpmn:intermediateThrowEvent id=\"ThrowEvent_Lost\" name=\"Lost\"><bpmn:linkEventDefinition name=\"Lost\" />"
                                + "</bpmn:intermediateThrowEvent><bpmn:endEvent id=\"EndEvent_VisitRecorded\""),
                new Break(
                        Rule.LINK_PAIR,
                        DIAGRAM,
                        "CatchEvent_Lost",
                        "<bpmn:endEvent id=\"EndEvent_VisitRecorded\"",
                        "<bpmn:intermediateCatchEvent id=\"CatchEvent_Lost\" name=\"Lost\"><bpmn:linkEventDefinition name=\"Lost\" />"
                                + "</bpmn:intermediateCatchEvent><bpmn:endEvent id=\"EndEvent_VisitRecorded\""),
                new Break(
                        Rule.FORM_FIELD, FORM, "findings", "\"dataClass\": \"clinical\"", "\"dataClass\": \"secret\""),
                new Break(
                        Rule.FORM_FIELD,
                        FORM,
                        "town",
                        "=visitOutcome = \\\"done\\\"",
                        "=if visitOutcome then true else false"),
                new Break(
                        Rule.FORM_FIELD, FORM, "town", "=visitOutcome = \\\"done\\\"", "=visitOutcome = \\\"never\\\""),
                new Break(Rule.FORM_FIELD, FORM, "findings", "\"type\": \"textarea\"", "\"type\": \"filepicker\""),
                new Break(
                        Rule.OPERATIONAL_FIELD,
                        FORM,
                        "town",
                        "\"dataClass\": \"contact\"",
                        "\"dataClass\": \"operational\""),
                new Break(
                        Rule.OPERATIONAL_FIELD,
                        FORM,
                        "reference",
                        ", \"validate\": {\"pattern\": \"^[0-9A-Z]{4}-[0-9A-Z]{4}$\"}",
                        ""),
                new Break(Rule.OPERATIONAL_FIELD, FORM, "visits", ", \"decimalDigits\": 0", ""),
                new Break(
                        Rule.OPERATIONAL_FIELD,
                        FORM,
                        "visitOutcome",
                        "\"value\": \"again\"",
                        "\"value\": \"once-more\""),
                new Break(
                        Rule.OPERATIONAL_FIELD, FORM, "nextVisit", "\"type\": \"datetime\"", "\"type\": \"textfield\""),
                new Break(Rule.OPERATIONAL_FIELD, FORM, "urgent", "\"type\": \"checkbox\"", "\"type\": \"textfield\""),
                new Break(
                        Rule.CLINICAL_DEFAULT,
                        FORM,
                        "findings",
                        "\"key\": \"findings\"",
                        "\"key\": \"findings\", \"defaultValue\": \"well\""),
                new Break(Rule.HIT_POLICY, TABLE, "Table_VisitRouting", " hitPolicy=\"FIRST\"", ""),
                new Break(
                        Rule.FEEL_ONLY,
                        TABLE,
                        "Expression_Urgent",
                        "expressionLanguage=\"feel\"",
                        "expressionLanguage=\"juel\""));
    }

    @Test
    void findsNothingInASoundRelease() {
        assertThat(PathwayLint.check(sound())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void findsWhatIsBroken(Break broken) {
        Map<String, byte[]> files = sound();
        String before = new String(files.get(broken.file()), StandardCharsets.UTF_8);
        assertThat(before).contains(broken.from());
        files.put(broken.file(), before.replace(broken.from(), broken.to()).getBytes(StandardCharsets.UTF_8));

        assertThat(PathwayLint.check(files))
                .filteredOn(finding -> finding.ruleId().equals(broken.rule().id()))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.element()).isEqualTo(broken.element());
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                    assertThat(finding.sentence()).endsWith(".");
                });
    }

    @Test
    void seesEveryRuleBite() {
        assertThat(breaks().map(Break::rule)).contains(Rule.values());
    }

    @Test
    void refusesFilesThatAreNoModels() {
        Map<String, byte[]> files = sound();
        files.put("room/run.js", new byte[0]);

        assertThat(PathwayLint.check(files)).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("readable-file");
            assertThat(finding.file()).isEqualTo("room/run.js");
        });
    }

    @Test
    void saysWhereAndWhatInOneLine() {
        assertThat(new Finding("owner", Finding.Severity.ERROR, DIAGRAM, "Visit", "Name the owner."))
                .hasToString("room/Visit.bpmn, Visit: Name the owner. [owner]");
        assertThat(new Finding("owner", Finding.Severity.ERROR, DIAGRAM, "", "Name the owner."))
                .hasToString("room/Visit.bpmn: Name the owner. [owner]");
    }

    private static Map<String, byte[]> sound() {
        return ModelFolder.read(Path.of("src/test/resources/fixtures/lint"));
    }
}

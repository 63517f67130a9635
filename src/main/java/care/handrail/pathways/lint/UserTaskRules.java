package care.handrail.pathways.lint;

import care.handrail.access.Role;
import care.handrail.pathways.model.VariableDeclaration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** What every work item needs so that somebody does it in time. */
final class UserTaskRules {

    private static final Set<String> PILES = Set.of("administrative", "reviewed-phi", "clinical-judgement");
    private static final String DUE = "${serviceLevel.due(execution)}";
    private static final String REPEAT = "${serviceLevel.repeat(execution)}";
    private static final String OVERDUE = "Overdue";

    private final Diagram diagram;
    private final ReleaseModels models;
    private final Report report;

    UserTaskRules(Diagram diagram, ReleaseModels models, Report report) {
        this.diagram = diagram;
        this.models = models;
        this.report = report;
    }

    void check() {
        List<Element> tasks = diagram.all("userTask");
        tasks.forEach(this::checkTask);
        if (!tasks.isEmpty()) {
            checkEscalation();
        }
    }

    private void checkTask(Element task) {
        if (Diagram.camunda(task, "formRef").isEmpty()) {
            error(Rule.USER_TASK_FORM, task, "Give the step a form (camunda:formRef).");
        }
        if (!Diagram.camunda(task, "dueDate").equals(DUE)) {
            error(Rule.USER_TASK_DUE_DATE, task, "Set the due date to " + DUE + ".");
        }
        String pile = Diagram.property(task, "pile");
        if (!PILES.contains(pile)) {
            error(
                    Rule.USER_TASK_PILE,
                    task,
                    "Set the extension property 'pile' to administrative, reviewed-phi or clinical-judgement.");
        }
        checkQueue(task, pile);
        if (!isEscalated(task)) {
            error(
                    Rule.USER_TASK_ESCALATION,
                    task,
                    "Attach a boundary timer that does not interrupt, with the cycle " + REPEAT
                            + ", and lead it to a link \"Overdue\".");
        }
        if (!hasServiceLevel(Diagram.id(task))) {
            error(
                    Rule.SERVICE_LEVEL,
                    task,
                    "Give the step a row in the decision table ServiceLevels, or the table a last row without conditions.");
        }
    }

    private void checkQueue(Element task, String pile) {
        List<String> groups = groups(Diagram.camunda(task, "candidateGroups"));
        List<Optional<Role>> roles = groups.stream().map(Role::ofGroup).toList();
        boolean queues = !groups.isEmpty()
                && roles.stream().allMatch(role -> role.filter(Role::hasQueue).isPresent());
        if (!queues || !Diagram.camunda(task, "assignee").isEmpty()) {
            error(
                    Rule.USER_TASK_QUEUE,
                    task,
                    "Put the step into the queue of a role (candidate group), and assign it to nobody.");
            return;
        }
        if (pile.equals("clinical-judgement")
                && !roles.stream()
                        .allMatch(role -> role.filter(Role::isClinical).isPresent())) {
            error(
                    Rule.CLINICAL_QUEUE,
                    task,
                    "Clinical judgement belongs to clinicians: choose a clinical role's queue, or another pile.");
        }
    }

    /** Returns the queues that are named, or that the codes of the named variable name. */
    private List<String> groups(String value) {
        if (!value.startsWith("${")) {
            return value.isBlank() ? List.of() : List.of(value.strip().split("\\s*,\\s*"));
        }
        return models.variable(value.substring(2, value.length() - 1).strip())
                .map(VariableDeclaration::codes)
                .orElse(List.of());
    }

    private boolean isEscalated(Element task) {
        return diagram.boundaries(task).stream()
                .anyMatch(event -> event.getAttribute("cancelActivity").equals("false")
                        && Xml.child(event, "timerEventDefinition")
                                .filter(timer -> Xml.text(timer, "timeCycle").equals(REPEAT))
                                .isPresent()
                        && diagram.after(event).stream()
                                .allMatch(next -> Diagram.isLink(next, "intermediateThrowEvent", OVERDUE))
                        && !diagram.after(event).isEmpty());
    }

    private void checkEscalation() {
        List<Element> caught = diagram.flowNodes().stream()
                .filter(event -> Diagram.isLink(event, "intermediateCatchEvent", OVERDUE))
                .toList();
        boolean drawn = caught.size() == 1
                && diagram.after(caught.get(0)).stream()
                        .anyMatch(next ->
                                Diagram.camunda(next, "delegateExpression").equals("${escalate}"));
        if (!drawn) {
            report.error(
                    Rule.USER_TASK_ESCALATION,
                    diagram.file(),
                    "",
                    "Draw one catching link \"Overdue\" that leads to one service task ${escalate}.");
        }
    }

    private boolean hasServiceLevel(String step) {
        return models.decision("ServiceLevels").stream()
                .flatMap(table -> Xml.all(table, "rule").stream())
                .map(rule -> Xml.all(rule, "inputEntry").stream()
                        .map(entry -> Xml.text(entry, "text"))
                        .toList())
                .anyMatch(entries -> entries.stream().allMatch(entry -> entry.isEmpty() || entry.equals("-"))
                        || !entries.isEmpty() && entries.get(0).contains("\"" + step + "\""));
    }

    private void error(Rule rule, Element element, String sentence) {
        report.error(rule, diagram.file(), Diagram.id(element), sentence);
    }
}

package care.handrail.pathways.model;

import java.util.Optional;
import java.util.Set;

/**
 * The extension elements and attributes that a diagram may use. A list of what is allowed, because everything else
 * that the engine understands can run code: scripts, classes, connectors, mail and shell tasks, form handlers, …
 */
public final class DiagramVocabulary {

    /** The engine's extension namespace. */
    public static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    private static final Set<String> STANDARDS = Set.of(
            BPMN,
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://www.omg.org/spec/DD/20100524/DI");

    private static final String LEGACY = "http://activiti.org/bpmn";

    private static final Set<String> ELEMENTS = Set.of(
            "properties",
            "property",
            "in",
            "out",
            "inputOutput",
            "inputParameter",
            "outputParameter",
            "executionListener",
            "taskListener",
            "failedJobRetryTimeCycle");

    private static final Set<String> ATTRIBUTES = Set.of(
            "assignee",
            "asyncAfter",
            "asyncBefore",
            "calledElementBinding",
            "candidateGroups",
            "candidateStarterGroups",
            "decisionRef",
            "decisionRefBinding",
            "delegateExpression",
            "dueDate",
            "errorCodeVariable",
            "exclusive",
            "followUpDate",
            "formRef",
            "formRefBinding",
            "historyTimeToLive",
            "initiator",
            "isStartableInTasklist",
            "jobPriority",
            "mapDecisionResult",
            "priority",
            "resultVariable",
            "versionTag");

    private DiagramVocabulary() {}

    /** Returns a sentence when the element may not stand in a diagram. */
    public static Optional<String> elementProblem(String namespace, String name) {
        if (namespace.equals(CAMUNDA) ? !ELEMENTS.contains(name) : !STANDARDS.contains(namespace)) {
            return Optional.of("The element '" + name + "' is not allowed in a diagram. Remove it;"
                    + " what a diagram does stands in steps, forms and decision tables.");
        }
        if (name.equals("scriptTask") || name.equals("script")) {
            return Optional.of("Scripts are not allowed. Use a service task with a step, or a decision table.");
        }
        return Optional.empty();
    }

    /** Returns a sentence when the attribute may not stand at the element. */
    public static Optional<String> attributeProblem(String element, String namespace, String name) {
        boolean code = namespace.isEmpty()
                && name.equals("language")
                && (element.equals("conditionExpression") || element.equals("condition"));
        if (code) {
            return Optional.of("A condition has no language: it is an expression over declared variables.");
        }
        if (namespace.equals(LEGACY) || namespace.equals(CAMUNDA) && !ATTRIBUTES.contains(name)) {
            return Optional.of("The attribute '" + name + "' is not allowed in a diagram. Remove it;"
                    + " a service task names its step in camunda:delegateExpression.");
        }
        return Optional.empty();
    }
}

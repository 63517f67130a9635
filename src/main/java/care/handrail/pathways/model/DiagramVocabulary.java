package care.handrail.pathways.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** Allowed elements, each with the attributes of its own. */
    private static final Map<String, Set<String>> ELEMENTS = Map.of(
            "properties", Set.of(),
            "property", Set.of("id", "name", "value"),
            "in", Set.of("businessKey", "local", "source", "sourceExpression", "target", "variables"),
            "out", Set.of("local", "source", "sourceExpression", "target", "variables"),
            "inputOutput", Set.of(),
            "inputParameter", Set.of("name"),
            "outputParameter", Set.of("name"),
            "executionListener", Set.of("delegateExpression", "event"),
            "taskListener", Set.of("delegateExpression", "event"),
            "failedJobRetryTimeCycle", Set.of());

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

    private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private DiagramVocabulary() {}

    /** Returns a sentence when the element may not stand in a diagram. */
    public static Optional<String> elementProblem(String namespace, String name) {
        if (namespace.equals(CAMUNDA) ? !ELEMENTS.containsKey(name) : !STANDARDS.contains(namespace)) {
            return Optional.of("The element '" + name + "' is not allowed in a diagram. Remove it;"
                    + " what a diagram does stands in steps, forms and decision tables.");
        }
        if (name.equals("scriptTask") || name.equals("script")) {
            return Optional.of("Scripts are not allowed. Use a service task with a step, or a decision table.");
        }
        return Optional.empty();
    }

    /** Returns a sentence when the attribute may not stand at the element, or not with this value. */
    public static Optional<String> attributeProblem(
            String elementNamespace, String element, String namespace, String name, String value) {
        if (elementNamespace.equals(CAMUNDA)) {
            boolean own = namespace.isEmpty()
                    && ELEMENTS.getOrDefault(element, Set.of()).contains(name);
            return own ? Optional.empty() : notAllowed(name);
        }
        if (namespace.isEmpty()) {
            return codeProblem(element, name, value);
        }
        return namespace.equals(LEGACY) || namespace.equals(CAMUNDA) && !ATTRIBUTES.contains(name)
                ? notAllowed(name)
                : Optional.empty();
    }

    private static Optional<String> codeProblem(String element, String name, String value) {
        if (name.equals("language") && (element.equals("conditionExpression") || element.equals("condition"))) {
            return Optional.of("A condition has no language: it is an expression over declared variables.");
        }
        if (element.equals("error")
                && name.equals("errorCode")
                && !ERROR_CODE.matcher(value).matches()) {
            return Optional.of(
                    "An error code has letters, digits and - only: with the name of a class the diagram would"
                            + " catch programming mistakes.");
        }
        return Optional.empty();
    }

    private static Optional<String> notAllowed(String attribute) {
        return Optional.of("The attribute '" + attribute + "' is not allowed in a diagram. Remove it;"
                + " a service task names its step in camunda:delegateExpression.");
    }
}

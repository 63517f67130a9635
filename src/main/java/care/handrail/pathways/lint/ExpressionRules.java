package care.handrail.pathways.lint;

import care.handrail.pathways.model.DiagramExpression;
import care.handrail.pathways.model.DiagramVocabulary;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** Expressions and variable names, in whatever corner of a diagram they stand. */
final class ExpressionRules {

    private static final Pattern STEP = Pattern.compile("\\$\\{[a-z][A-Za-z0-9]*}");

    /** Attributes that hold the name of a variable. */
    private static final Map<String, Set<String>> NAMES = Map.of(
            "in", Set.of("source", "target"),
            "out", Set.of("source", "target"),
            "inputParameter", Set.of("name"),
            "outputParameter", Set.of("name"),
            "businessRuleTask", Set.of("resultVariable"),
            "startEvent", Set.of("initiator"),
            "errorEventDefinition", Set.of("errorCodeVariable"));

    private static final Set<String> PROSE =
            Set.of("documentation", "text", "incoming", "outgoing", "flowNodeRef", "property");

    private final Diagram diagram;
    private final ReleaseModels models;
    private final Report report;

    ExpressionRules(Diagram diagram, ReleaseModels models, Report report) {
        this.diagram = diagram;
        this.models = models;
        this.report = report;
    }

    void check() {
        for (Element element : Xml.all(diagram.root())) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                checkAttribute(element, (Attr) element.getAttributes().item(i));
            }
            if (Xml.children(element).isEmpty() && !PROSE.contains(element.getLocalName())) {
                checkExpression(element, element.getTextContent());
            }
        }
        for (String name : Set.of("serviceTask", "sendTask")) {
            diagram.all(name).forEach(this::checkStep);
        }
        diagram.all("userTask").forEach(task -> {
            checkPerson(task, "recordsCompleterAs");
            checkPerson(task, "notBy");
            checkPerson(task, "givenTo");
        });
    }

    private void checkAttribute(Element element, Attr attribute) {
        String name = attribute.getLocalName() == null ? attribute.getName() : attribute.getLocalName();
        if (name.equals("delegateExpression")) {
            if (!STEP.matcher(attribute.getValue()).matches()) {
                error(Rule.STEP, element, "Name one step here, for example ${findDuplicates}, and nothing else.");
            }
            return;
        }
        checkExpression(element, attribute.getValue());
        boolean own = DiagramVocabulary.CAMUNDA.equals(attribute.getNamespaceURI())
                || DiagramVocabulary.CAMUNDA.equals(element.getNamespaceURI());
        if (own && NAMES.getOrDefault(element.getLocalName(), Set.of()).contains(name)) {
            checkVariable(element, attribute.getValue());
        }
    }

    private void checkStep(Element task) {
        if (Diagram.camunda(task, "delegateExpression").isEmpty()) {
            error(Rule.STEP, task, "Name the step that this task takes in camunda:delegateExpression.");
        }
    }

    private void checkExpression(Element element, String text) {
        try {
            DiagramExpression.parse(text).names().forEach(name -> checkVariable(element, name));
        } catch (IllegalArgumentException e) {
            error(Rule.EXPRESSION, element, "The expression is not understood. " + e.getMessage());
        }
    }

    private void checkPerson(Element task, String property) {
        String variables = Diagram.property(task, property);
        if (!variables.isEmpty()) {
            for (String variable : variables.split("\\s*,\\s*", -1)) {
                checkVariable(task, variable);
            }
        }
    }

    private void checkVariable(Element element, String name) {
        if (models.variable(name).isEmpty()) {
            error(
                    Rule.DECLARED_VARIABLE,
                    element,
                    "The variable '" + name
                            + "' is not declared. Declare it in a variables.yaml, or correct the name.");
        }
    }

    private void error(Rule rule, Element element, String sentence) {
        report.error(rule, diagram.file(), Diagram.id(ProcessRules.owner(element)), sentence);
    }
}

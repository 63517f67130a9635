package care.handrail.pathways.lint;

import org.w3c.dom.Element;

/** What a diagram calls, asks and shows is part of the same release and bound to it. */
final class ReferenceRules {

    /** The variable by which a work item is shown at a site. */
    private static final String SITE = "site";

    private static final String DEPLOYMENT = "deployment";

    private final Diagram diagram;
    private final ReleaseModels models;
    private final Report report;

    ReferenceRules(Diagram diagram, ReleaseModels models, Report report) {
        this.diagram = diagram;
        this.models = models;
        this.report = report;
    }

    void check() {
        diagram.all("callActivity").forEach(this::checkCall);
        diagram.all("businessRuleTask").forEach(this::checkDecision);
        diagram.all("userTask").forEach(this::checkForm);
        diagram.all("startEvent").forEach(this::checkForm);
    }

    private void checkCall(Element call) {
        checkBinding(call, "calledElementBinding");
        String called = call.getAttribute("calledElement");
        if (!models.hasProcess(called)) {
            error(Rule.REFERENCE, call, "There is no process '" + called + "' in the release. Correct the name.");
        }
        if (models.variable(SITE).isPresent() && !passesOn(call, SITE)) {
            error(
                    Rule.SITE,
                    call,
                    "Pass the variable site on to the called process (camunda:in), so that its work items are shown at"
                            + " their site and not at every site.");
        }
    }

    private static boolean passesOn(Element call, String variable) {
        return Xml.all(call, "in").stream().anyMatch(in -> variable.equals(in.getAttribute("target")));
    }

    private void checkDecision(Element task) {
        checkBinding(task, "decisionRefBinding");
        String decision = Diagram.camunda(task, "decisionRef");
        if (models.decision(decision).isEmpty()) {
            error(Rule.REFERENCE, task, "There is no decision '" + decision + "' in the release. Correct the name.");
        }
        boolean one = Diagram.camunda(task, "mapDecisionResult").equals("singleEntry")
                && !Diagram.camunda(task, "resultVariable").isEmpty();
        if (!one) {
            error(Rule.DECISION_RESULT, task, "Put the answer as a single entry into one result variable.");
        }
    }

    private void checkForm(Element element) {
        String form = Diagram.camunda(element, "formRef");
        if (form.isEmpty()) {
            return; // whether there must be one is another rule
        }
        checkBinding(element, "formRefBinding");
        if (!models.hasForm(form)) {
            error(Rule.REFERENCE, element, "There is no form '" + form + "' in the release. Correct the name.");
        }
    }

    private void checkBinding(Element element, String attribute) {
        if (!DEPLOYMENT.equals(Diagram.camunda(element, attribute))) {
            error(
                    Rule.BINDING,
                    element,
                    "Set the binding (" + attribute + ") to deployment, so that a patient stays in one release.");
        }
    }

    private void error(Rule rule, Element element, String sentence) {
        report.error(rule, diagram.file(), Diagram.id(element), sentence);
    }
}

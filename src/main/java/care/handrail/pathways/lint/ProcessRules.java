package care.handrail.pathways.lint;

import care.handrail.pathways.model.DiagramVocabulary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** What every process and every element of it must have, and what none may have. */
final class ProcessRules {

    private static final Pattern PROCESS_ID = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final String REST = "_[A-Z][A-Za-z0-9]*";

    private static final Map<String, Pattern> EVENT_IDS = Map.of(
            "startEvent", Pattern.compile("StartEvent" + REST),
            "endEvent", Pattern.compile("EndEvent" + REST),
            "boundaryEvent", Pattern.compile("BoundaryEvent" + REST),
            "intermediateCatchEvent", Pattern.compile("CatchEvent" + REST),
            "intermediateThrowEvent", Pattern.compile("ThrowEvent" + REST));

    private static final Pattern TASK_ID = Pattern.compile("Task" + REST);
    private static final Pattern CALL_ID = Pattern.compile("Call" + REST);
    private static final Pattern SUB_PROCESS_ID = Pattern.compile("SubProcess" + REST);
    private static final Pattern GATEWAY_ID = Pattern.compile("Gateway" + REST);
    private static final Pattern FLOW_ID = Pattern.compile("Flow(_[A-Z][A-Za-z0-9]*){1,3}");

    private final Diagram diagram;
    private final Report report;

    ProcessRules(Diagram diagram, Report report) {
        this.diagram = diagram;
        this.report = report;
    }

    void check() {
        List<Element> processes = diagram.processes();
        if (processes.size() != 1) {
            report.error(Rule.FILE_NAME, diagram.file(), "", "Draw one process in a file, and one only.");
        }
        processes.forEach(this::checkProcess);
        diagram.flowNodes().forEach(this::checkNode);
        diagram.all("sequenceFlow").forEach(this::checkFlow);
        Xml.all(diagram.root()).forEach(this::checkCode);
    }

    private void checkProcess(Element process) {
        String id = Diagram.id(process);
        if (!id.equals(ReleaseModels.baseName(diagram.file()))) {
            error(Rule.FILE_NAME, process, "Call the file " + id + ".bpmn: its name is the id of its process.");
        }
        if (!PROCESS_ID.matcher(id).matches()) {
            error(Rule.ID_CONVENTION, process, "Give the process an id such as OutboundReferral.");
        }
        if (Diagram.camunda(process, "historyTimeToLive").isEmpty()) {
            error(Rule.HISTORY_TIME_TO_LIVE, process, "Say under 'History cleanup' how long its history is kept.");
        }
        if (Diagram.camunda(process, "versionTag").isEmpty()) {
            error(Rule.VERSION_TAG, process, "Give the process a version tag.");
        }
        if (Diagram.property(process, "owner").isBlank()) {
            error(Rule.OWNER, process, "Name the process's owner in the extension property 'owner'.");
        }
        if (Diagram.property(process, "doneWhen").isBlank()) {
            error(
                    Rule.DONE_WHEN,
                    process,
                    "Say in the extension property 'doneWhen', in one sentence, when it is done.");
        }
        checkLabel(process);
    }

    private void checkNode(Element node) {
        boolean joining = Diagram.isGateway(node) && diagram.after(node).size() < 2;
        if (!joining) {
            checkLabel(node);
        }
        Pattern pattern = pattern(node);
        if (!pattern.matcher(Diagram.id(node)).matches()) {
            error(Rule.ID_CONVENTION, node, "Give the element an id of the form " + pattern.pattern() + ".");
        }
    }

    private void checkFlow(Element flow) {
        if (!FLOW_ID.matcher(Diagram.id(flow)).matches()) {
            error(Rule.ID_CONVENTION, flow, "Give the flow an id such as Flow_ReferralAccepted_No.");
        }
        boolean answers = diagram.element(flow.getAttribute("sourceRef"))
                .filter(source -> Xml.is(source, "exclusiveGateway") || Xml.is(source, "inclusiveGateway"))
                .filter(source -> diagram.after(source).size() > 1)
                .isPresent();
        if (answers) {
            checkLabel(flow);
        }
    }

    private void checkLabel(Element element) {
        if (element.getAttribute("name").isBlank()) {
            error(Rule.LABEL, element, "Give the element a label in the clinic's words.");
        }
    }

    private void checkCode(Element element) {
        String namespace = Objects.requireNonNullElse(element.getNamespaceURI(), "");
        DiagramVocabulary.elementProblem(namespace, element.getLocalName())
                .ifPresent(sentence -> error(Rule.NO_CODE, owner(element), sentence));
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            DiagramVocabulary.attributeProblem(
                            namespace,
                            element.getLocalName(),
                            Objects.requireNonNullElse(attribute.getNamespaceURI(), ""),
                            Objects.requireNonNullElse(attribute.getLocalName(), attribute.getName()),
                            attribute.getValue())
                    .ifPresent(sentence -> error(Rule.NO_CODE, owner(element), sentence));
        }
    }

    /** Returns the nearest element with an id, so that the sentence says where to look. */
    static Element owner(Element element) {
        Element owner = element;
        while (owner.getAttribute("id").isEmpty() && owner.getParentNode() instanceof Element parent) {
            owner = parent;
        }
        return owner;
    }

    private static Pattern pattern(Element node) {
        Pattern event = EVENT_IDS.get(node.getLocalName());
        if (event != null) {
            return event;
        }
        if (Diagram.isGateway(node)) {
            return GATEWAY_ID;
        }
        return switch (node.getLocalName()) {
            case "callActivity" -> CALL_ID;
            case "subProcess" -> SUB_PROCESS_ID;
            default -> TASK_ID;
        };
    }

    private void error(Rule rule, Element element, String sentence) {
        report.error(rule, diagram.file(), Diagram.id(element), sentence);
    }
}

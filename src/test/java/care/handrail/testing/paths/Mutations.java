package care.handrail.testing.paths;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Finds every place of a diagram where one of a fixed list of harms can be done. */
final class Mutations {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private final String process;
    private final Document diagram;
    private final List<Mutation> found = new ArrayList<>();

    private Mutations(String process, String text) {
        this.process = process;
        this.diagram = parse(text);
    }

    /** Returns the mutations of the diagram, in the order of its elements. */
    static List<Mutation> of(String process, String diagram) {
        return new Mutations(process, diagram).find();
    }

    private List<Mutation> find() {
        each("exclusiveGateway", this::gateway);
        each("inclusiveGateway", this::gateway);
        each("userTask", this::userTask);
        each("serviceTask", task -> attribute(task, CAMUNDA, "delegateExpression", "calls no step", "${nothing}"));
        each("businessRuleTask", this::ruleTask);
        each("boundaryEvent", this::boundaryEvent);
        each("callActivity", this::callActivity);
        each("message", message -> attribute(message, null, "name", "waits for another message", "AnotherMessage"));
        each("startEvent", start -> {
            if (start.hasAttribute("isInterrupting") || hasChild(start, "messageEventDefinition")) {
                flip(start, "isInterrupting");
            }
        });
        each(
                "terminateEventDefinition",
                end -> add(parent(end), "ends only its own token", element -> {
                    var definition = child(element, BPMN, "terminateEventDefinition");
                    element.removeChild(definition);
                }));
        each("timeDuration", time -> wait(time, "PT1S"));
        each("timeDate", time -> wait(time, "2000-01-01T00:00:00"));
        return found;
    }

    private void gateway(Element gateway) {
        var flows = outgoing(diagram, gateway.getAttribute("id"));
        if (flows.size() < 2) {
            return;
        }
        for (int i = 1; i < flows.size(); i++) {
            int other = i;
            add(gateway, "leads " + name(flows.get(0)) + " where " + name(flows.get(i)) + " should lead", element -> {
                var ways = outgoing(element.getOwnerDocument(), element.getAttribute("id"));
                var first = ways.get(0).getAttribute("targetRef");
                ways.get(0).setAttribute("targetRef", ways.get(other).getAttribute("targetRef"));
                ways.get(other).setAttribute("targetRef", first);
            });
        }
        for (var flow : flows) {
            var condition = child(flow, BPMN, "conditionExpression");
            if (condition != null) {
                add(
                        flow,
                        "is never taken",
                        element -> child(element, BPMN, "conditionExpression").setTextContent("${false}"));
                // The last way of a gateway without a default is taken whenever no other is, so this would be no harm.
                if (gateway.hasAttribute("default") || !flow.equals(flows.get(flows.size() - 1))) {
                    add(
                            flow,
                            "is always taken",
                            element ->
                                    child(element, BPMN, "conditionExpression").setTextContent("${true}"));
                }
            }
        }
    }

    private void userTask(Element task) {
        attribute(task, CAMUNDA, "candidateGroups", "is in another queue", "another-queue");
        attribute(task, CAMUNDA, "formRef", "shows another form", "AnotherForm");
        if (task.hasAttributeNS(CAMUNDA, "dueDate")) {
            add(task, "is never due", element -> element.removeAttributeNS(CAMUNDA, "dueDate"));
        }
        var properties = task.getElementsByTagNameNS(CAMUNDA, "property");
        for (int i = 0; i < properties.getLength(); i++) {
            int at = i;
            var property = ((Element) properties.item(i)).getAttribute("name");
            if (!property.equals("pile")) {
                add(task, "loses its property " + property, element -> {
                    var all = element.getElementsByTagNameNS(CAMUNDA, "property");
                    all.item(at).getParentNode().removeChild(all.item(at));
                });
            }
        }
    }

    private void ruleTask(Element task) {
        attribute(task, CAMUNDA, "resultVariable", "keeps its answer elsewhere", "elsewhere");
    }

    private void boundaryEvent(Element event) {
        flip(event, "cancelActivity");
        add(event, "is not there", element -> {
            var document = element.getOwnerDocument();
            for (var flow : outgoing(document, element.getAttribute("id"))) {
                elements(document.getElementsByTagNameNS(BPMN, "incoming")).stream()
                        .filter(mark -> mark.getTextContent().strip().equals(flow.getAttribute("id")))
                        .forEach(mark -> mark.getParentNode().removeChild(mark));
                flow.getParentNode().removeChild(flow);
            }
            element.getParentNode().removeChild(element);
        });
    }

    private void callActivity(Element call) {
        var mappings = children(call, CAMUNDA, "in");
        mappings.addAll(children(call, CAMUNDA, "out"));
        for (int i = 0; i < mappings.size(); i++) {
            int at = i;
            var mapping = mappings.get(i);
            var what = mapping.getLocalName() + " "
                    + mapping.getAttribute(mapping.hasAttribute("target") ? "target" : "businessKey");
            add(call, "does not pass " + what, element -> {
                var all = children(element, CAMUNDA, "in");
                all.addAll(children(element, CAMUNDA, "out"));
                all.get(at).getParentNode().removeChild(all.get(at));
            });
        }
    }

    private void wait(Element time, String other) {
        var event = parent(parent(time));
        add(
                event,
                "waits for another time",
                element -> element.getElementsByTagNameNS(BPMN, time.getLocalName())
                        .item(0)
                        .setTextContent(other));
    }

    private void flip(Element event, String attribute) {
        var interrupts = !event.getAttribute(attribute).equals("false");
        add(
                event,
                interrupts ? "does not interrupt" : "interrupts",
                element -> element.setAttribute(attribute, Boolean.toString(!interrupts)));
    }

    private void attribute(Element where, @Nullable String space, String name, String harm, String value) {
        if (where.hasAttributeNS(space, name)) {
            add(where, harm, element -> element.getAttributeNodeNS(space, name).setValue(value));
        }
    }

    private void add(Element where, String harm, Consumer<Element> change) {
        var id = where.getAttribute("id");
        found.add(new Mutation(process, id + " " + harm, text -> {
            var harmed = parse(text);
            change.accept(byId(harmed, id));
            return write(harmed);
        }));
    }

    private void each(String element, Consumer<Element> look) {
        var all = diagram.getElementsByTagNameNS(BPMN, element);
        IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i)).forEach(look);
    }

    private static String name(Element flow) {
        var name = flow.getAttribute("name");
        return "\"" + (name.isEmpty() ? flow.getAttribute("id") : name) + "\"";
    }

    private static Element parent(Element element) {
        return (Element) element.getParentNode();
    }

    private static boolean hasChild(Element element, String name) {
        return element.getElementsByTagNameNS(BPMN, name).getLength() > 0;
    }

    private static List<Element> outgoing(Document document, String id) {
        return elements(document.getElementsByTagNameNS(BPMN, "sequenceFlow")).stream()
                .filter(flow -> flow.getAttribute("sourceRef").equals(id))
                .toList();
    }

    private static Element byId(Document document, String id) {
        return elements(document.getElementsByTagNameNS(BPMN, "*")).stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("NullAway") // callers ask only for what they have seen
    private static Element child(Element element, String space, String name) {
        var found = children(element, space, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Element> children(Element element, String space, String name) {
        return new ArrayList<>(elements(element.getElementsByTagNameNS(space, name)));
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static Document parse(String text) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String write(Document document) {
        try {
            var text = new StringWriter();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }
}

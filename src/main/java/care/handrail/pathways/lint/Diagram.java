package care.handrail.pathways.lint;

import care.handrail.pathways.model.DiagramVocabulary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** A diagram as the rules look at it. */
record Diagram(String file, Element root) {

    private static final Set<String> EVENTS =
            Set.of("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent");

    private static final Set<String> GATEWAYS =
            Set.of("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway");

    List<Element> processes() {
        return Xml.all(root, "process");
    }

    /** Returns tasks, call activities, sub-processes, events and gateways. */
    List<Element> flowNodes() {
        return Xml.all(root).stream()
                .filter(element -> isActivity(element) || isEvent(element) || isGateway(element))
                .toList();
    }

    List<Element> all(String name) {
        return Xml.all(root, name);
    }

    static boolean isActivity(Element element) {
        String name = element.getLocalName();
        return name.equals("task") || name.endsWith("Task") || name.equals("callActivity") || name.equals("subProcess");
    }

    static boolean isEvent(Element element) {
        return EVENTS.contains(element.getLocalName());
    }

    static boolean isGateway(Element element) {
        return GATEWAYS.contains(element.getLocalName());
    }

    /** Returns the element with the id. */
    Optional<Element> element(String id) {
        return Xml.all(root).stream()
                .filter(other -> other.getAttribute("id").equals(id))
                .findFirst();
    }

    /** Returns what follows the element. */
    List<Element> after(Element element) {
        return all("sequenceFlow").stream()
                .filter(flow -> flow.getAttribute("sourceRef").equals(id(element)))
                .flatMap(flow -> element(flow.getAttribute("targetRef")).stream())
                .toList();
    }

    /** Returns what comes before the element. */
    List<Element> before(Element element) {
        return all("sequenceFlow").stream()
                .filter(flow -> flow.getAttribute("targetRef").equals(id(element)))
                .flatMap(flow -> element(flow.getAttribute("sourceRef")).stream())
                .toList();
    }

    /** Returns the boundary events of the activity. */
    List<Element> boundaries(Element activity) {
        return all("boundaryEvent").stream()
                .filter(event -> event.getAttribute("attachedToRef").equals(id(activity)))
                .toList();
    }

    static boolean isLink(Element event, String type, String name) {
        return Xml.is(event, type)
                && Xml.child(event, "linkEventDefinition")
                        .filter(link -> link.getAttribute("name").equals(name))
                        .isPresent();
    }

    static String id(Element element) {
        return element.getAttribute("id");
    }

    /** Returns the extension attribute; empty when it is not there. */
    static String camunda(Element element, String name) {
        return element.getAttributeNS(DiagramVocabulary.CAMUNDA, name);
    }

    /** Returns the custom property; empty when it is not there. */
    static String property(Element element, String name) {
        return Xml.child(element, "extensionElements")
                .flatMap(extensions -> Xml.child(extensions, "properties"))
                .flatMap(properties -> Xml.children(properties).stream()
                        .filter(property -> property.getAttribute("name").equals(name))
                        .findFirst())
                .map(property -> property.getAttribute("value"))
                .orElse("");
    }
}

package care.handrail.pathways.lint;

import java.util.List;
import org.w3c.dom.Element;

/** What a process waits for, and where its links lead. */
final class WaitRules {

    private final Diagram diagram;
    private final Report report;

    WaitRules(Diagram diagram, Report report) {
        this.diagram = diagram;
        this.report = report;
    }

    void check() {
        diagram.all("intermediateCatchEvent").stream()
                .filter(event -> Xml.child(event, "messageEventDefinition").isPresent())
                .filter(event -> !hasTimerBeside(event))
                .forEach(this::noDeadline);
        diagram.all("receiveTask").stream()
                .filter(task -> diagram.boundaries(task).stream().noneMatch(WaitRules::isTimer))
                .forEach(this::noDeadline);
        checkLinks();
    }

    private boolean hasTimerBeside(Element event) {
        List<Element> before = diagram.before(event);
        return !before.isEmpty()
                && before.stream()
                        .allMatch(gateway -> Xml.is(gateway, "eventBasedGateway")
                                && diagram.after(gateway).stream().anyMatch(WaitRules::isTimer));
    }

    private static boolean isTimer(Element event) {
        return Xml.child(event, "timerEventDefinition").isPresent();
    }

    private void noDeadline(Element wait) {
        report.error(
                Rule.MESSAGE_DEADLINE,
                diagram.file(),
                Diagram.id(wait),
                "Put a deadline beside the message: an event-based gateway with a timer, or a boundary timer.");
    }

    private void checkLinks() {
        List<Element> links = diagram.all("linkEventDefinition");
        for (Element link : links) {
            String name = link.getAttribute("name");
            Element event = (Element) link.getParentNode();
            boolean catches = Xml.is(event, "intermediateCatchEvent");
            long thrown = count(links, name, "intermediateThrowEvent");
            long caught = count(links, name, "intermediateCatchEvent");
            if (caught != 1 || catches && thrown == 0) {
                report.error(
                        Rule.LINK_PAIR,
                        diagram.file(),
                        Diagram.id(event),
                        "The link \"" + name + "\" needs one catching event and at least one that throws it.");
            }
        }
    }

    private static long count(List<Element> links, String name, String type) {
        return links.stream()
                .filter(link -> link.getAttribute("name").equals(name) && Xml.is((Element) link.getParentNode(), type))
                .count();
    }
}

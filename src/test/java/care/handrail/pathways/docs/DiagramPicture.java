package care.handrail.pathways.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.jspecify.annotations.Nullable;

/**
 * Draws a diagram as SVG from its own interchange coordinates, in the notation of BPMN 2.0.
 *
 * <p>The same model gives the same bytes on every machine, which is what lets the build see that a picture is stale.
 */
final class DiagramPicture {

    private static final double MARGIN = 20;
    private static final double LINE_HEIGHT = 14;

    private final StringBuilder svg = new StringBuilder();

    private DiagramPicture() {}

    static String of(BpmnModelInstance model) {
        return new DiagramPicture().draw(model);
    }

    private String draw(BpmnModelInstance model) {
        var shapes = new ArrayList<>(model.getModelElementsByType(BpmnShape.class));
        var edges = model.getModelElementsByType(BpmnEdge.class);
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = 0;
        double bottom = 0;
        for (BpmnShape shape : shapes) {
            for (Bounds bounds : bounds(shape)) {
                left = Math.min(left, bounds.getX());
                top = Math.min(top, bounds.getY());
                right = Math.max(right, bounds.getX() + bounds.getWidth());
                bottom = Math.max(bottom, bounds.getY() + bounds.getHeight());
            }
        }
        for (BpmnEdge edge : edges) {
            for (Waypoint point : edge.getWaypoints()) {
                left = Math.min(left, point.getX());
                top = Math.min(top, point.getY());
                right = Math.max(right, point.getX());
                bottom = Math.max(bottom, point.getY());
            }
        }
        double width = right - left + 2 * MARGIN;
        double height = bottom - top + 2 * MARGIN;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%s %s %s %s\" width=\"%s\" height=\"%s\""
                        + " font-family=\"Arial, Helvetica, sans-serif\" font-size=\"12\">",
                left - MARGIN, top - MARGIN, width, height, width, height);
        svg.append("<defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\""
                + " markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\"/></marker></defs>\n");
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"#fff\"/>",
                left - MARGIN, top - MARGIN, width, height);
        // Sub-processes first, so that what they hold lies on top of them.
        shapes.stream()
                .filter(shape -> shape.getBpmnElement() instanceof SubProcess)
                .forEach(this::shape);
        edges.forEach(this::edge);
        shapes.stream()
                .filter(shape -> !(shape.getBpmnElement() instanceof SubProcess))
                .forEach(this::shape);
        svg.append("</svg>\n");
        return svg.toString();
    }

    private static List<Bounds> bounds(BpmnShape shape) {
        var label = shape.getBpmnLabel();
        return label == null || label.getBounds() == null
                ? List.of(shape.getBounds())
                : List.of(shape.getBounds(), label.getBounds());
    }

    private void edge(BpmnEdge edge) {
        var points = new StringBuilder();
        for (Waypoint point : edge.getWaypoints()) {
            points.append(number(point.getX()))
                    .append(',')
                    .append(number(point.getY()))
                    .append(' ');
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#333\" stroke-width=\"1.5\" marker-end=\"url(#arrow)\"/>",
                points.toString().trim());
        if (edge.getBpmnElement() instanceof FlowElement flow && flow.getName() != null) {
            label(edge.getBpmnLabel() == null ? null : edge.getBpmnLabel().getBounds(), middle(edge), flow.getName());
        }
    }

    private static double[] middle(BpmnEdge edge) {
        var points = new ArrayList<>(edge.getWaypoints());
        Waypoint a = points.get((points.size() - 1) / 2);
        Waypoint b = points.get((points.size() - 1) / 2 + 1);
        return new double[] {(a.getX() + b.getX()) / 2, (a.getY() + b.getY()) / 2 - 6};
    }

    private void shape(BpmnShape shape) {
        Bounds at = shape.getBounds();
        BaseElement element = shape.getBpmnElement();
        if (element instanceof SubProcess sub) {
            add(
                    "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"10\" fill=\"#fafafa\" stroke=\"#333\"%s/>",
                    at.getX(),
                    at.getY(),
                    at.getWidth(),
                    at.getHeight(),
                    sub.triggeredByEvent() ? " stroke-dasharray=\"2 4\" stroke-width=\"1.5\"" : "");
            text(at.getX() + at.getWidth() / 2, at.getY() + 18, List.of(name(element)));
        } else if (element instanceof Activity) {
            activity(at, element);
        } else if (element instanceof Gateway) {
            gateway(at, element);
            label(shape.getBpmnLabel() == null ? null : shape.getBpmnLabel().getBounds(), below(at), name(element));
        } else if (element instanceof Event event) {
            event(at, event);
            label(shape.getBpmnLabel() == null ? null : shape.getBpmnLabel().getBounds(), below(at), name(element));
        }
    }

    private void activity(Bounds at, BaseElement element) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"10\" fill=\"%s\" stroke=\"#333\" stroke-width=\"%s\"/>",
                at.getX(),
                at.getY(),
                at.getWidth(),
                at.getHeight(),
                element instanceof UserTask ? "#eaf3fb" : "#fff",
                element instanceof CallActivity ? 4 : 1.5);
        double x = at.getX() + 8;
        double y = at.getY() + 8;
        if (element instanceof UserTask) {
            add("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"none\" stroke=\"#333\"/>", x + 6, y + 3.5);
            add("<path d=\"M%s %sa6 6 0 0 1 12 0z\" fill=\"none\" stroke=\"#333\"/>", x, y + 13);
        } else if (element instanceof BusinessRuleTask) {
            add("<path d=\"M%s %sh14v11h-14zm0 4h14m-9 -4v11\" fill=\"none\" stroke=\"#333\"/>", x, y);
        } else if (element instanceof ServiceTask) {
            add(
                    "<circle cx=\"%s\" cy=\"%s\" r=\"5\" fill=\"none\" stroke=\"#333\" stroke-width=\"3\" stroke-dasharray=\"2 1.9\"/>",
                    x + 7, y + 7);
            add("<circle cx=\"%s\" cy=\"%s\" r=\"2\" fill=\"none\" stroke=\"#333\"/>", x + 7, y + 7);
        }
        var lines = wrap(name(element), (int) (at.getWidth() / 6.4));
        text(
                at.getX() + at.getWidth() / 2,
                at.getY() + at.getHeight() / 2 - (lines.size() - 1) * LINE_HEIGHT / 2 + 4,
                lines);
    }

    private void gateway(Bounds at, BaseElement element) {
        double middleX = at.getX() + at.getWidth() / 2;
        double middleY = at.getY() + at.getHeight() / 2;
        add(
                "<path d=\"M%s %sL%s %sL%s %sL%s %sz\" fill=\"#fff\" stroke=\"#333\" stroke-width=\"1.5\"/>",
                middleX,
                at.getY(),
                at.getX() + at.getWidth(),
                middleY,
                middleX,
                at.getY() + at.getHeight(),
                at.getX(),
                middleY);
        if (element instanceof ParallelGateway) {
            add("<path d=\"M%s %sv20m-10 -10h20\" stroke=\"#333\" stroke-width=\"3\"/>", middleX, middleY - 10);
        } else if (element instanceof EventBasedGateway) {
            add("<circle cx=\"%s\" cy=\"%s\" r=\"11\" fill=\"none\" stroke=\"#333\"/>", middleX, middleY);
            add("<path d=\"M%s %sl7 5l-3 8h-8l-3 -8z\" fill=\"none\" stroke=\"#333\"/>", middleX, middleY - 7);
        } else {
            add("<path d=\"M%s %sl12 14m0 -14l-12 14\" stroke=\"#333\" stroke-width=\"3\"/>", middleX - 6, middleY - 7);
        }
    }

    private void event(Bounds at, Event event) {
        double x = at.getX() + at.getWidth() / 2;
        double y = at.getY() + at.getHeight() / 2;
        double radius = at.getWidth() / 2;
        boolean interrupting = !(event instanceof BoundaryEvent boundary && !boundary.cancelActivity())
                && !(event instanceof StartEvent start && !start.isInterrupting());
        String dashes = interrupting ? "" : " stroke-dasharray=\"4 3\"";
        add(
                "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"#fff\" stroke=\"#333\" stroke-width=\"%s\"%s/>",
                x, y, radius, event instanceof EndEvent ? 4 : 1.5, dashes);
        if (!(event instanceof StartEvent) && !(event instanceof EndEvent)) {
            add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"none\" stroke=\"#333\"%s/>", x, y, radius - 3, dashes);
        }
        var definitions = event.getChildElementsByType(EventDefinition.class);
        definitions.stream().findFirst().ifPresent(kind -> marker(kind, x, y, event instanceof ThrowEvent));
    }

    private void marker(EventDefinition kind, double x, double y, boolean thrown) {
        String fill = thrown ? "#333" : "none";
        if (kind instanceof TimerEventDefinition) {
            add("<circle cx=\"%s\" cy=\"%s\" r=\"9\" fill=\"none\" stroke=\"#333\"/>", x, y);
            add("<path d=\"M%s %sl1 -6m-1 6l5 1\" stroke=\"#333\" fill=\"none\"/>", x, y);
        } else if (kind instanceof MessageEventDefinition) {
            add(
                    "<path d=\"M%s %sh16v11h-16zl8 6l8 -6\" fill=\"%s\" stroke=\"%s\"/>",
                    x - 8, y - 5.5, fill, thrown ? "#fff" : "#333");
        } else if (kind instanceof LinkEventDefinition) {
            add("<path d=\"M%s %sh9v-4l7 7l-7 7v-4h-9z\" fill=\"%s\" stroke=\"#333\"/>", x - 8, y - 3, fill);
        } else if (kind instanceof EscalationEventDefinition) {
            add("<path d=\"M%s %sl7 16l-7 -6l-7 6z\" fill=\"%s\" stroke=\"#333\"/>", x, y - 10, fill);
        } else if (kind instanceof ErrorEventDefinition) {
            add("<path d=\"M%s %sl5 -12l5 7l5 -8l-5 13l-5 -7z\" fill=\"%s\" stroke=\"#333\"/>", x - 8, y + 7, fill);
        } else if (kind instanceof TerminateEventDefinition) {
            add("<circle cx=\"%s\" cy=\"%s\" r=\"10\" fill=\"#333\"/>", x, y);
        }
    }

    private static double[] below(Bounds at) {
        return new double[] {at.getX() + at.getWidth() / 2, at.getY() + at.getHeight() + 14};
    }

    private void label(@Nullable Bounds bounds, double[] otherwise, String words) {
        if (words.isBlank()) {
            return;
        }
        if (bounds == null) {
            text(otherwise[0], otherwise[1], wrap(words, 16));
        } else {
            text(bounds.getX() + bounds.getWidth() / 2, bounds.getY() + 11, wrap(words, Math.max(10, (int)
                    (bounds.getWidth() / 5.6))));
        }
    }

    private void text(double x, double y, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            add(
                    "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">%s</text>",
                    x, y + i * LINE_HEIGHT, escape(lines.get(i)));
        }
    }

    private static List<String> wrap(String words, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : words.trim().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String name(BaseElement element) {
        return element instanceof FlowElement flow && flow.getName() != null ? flow.getName() : "";
    }

    private void add(String format, Object... values) {
        var shown = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            shown[i] = values[i] instanceof Number number ? number(number.doubleValue()) : values[i];
        }
        svg.append(String.format(Locale.ROOT, format, shown)).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

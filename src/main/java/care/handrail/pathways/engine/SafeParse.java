package care.handrail.pathways.engine;

import care.handrail.pathways.model.DiagramVocabulary;
import java.util.Objects;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Reads a diagram for the engine, and refuses it when it holds anything that could run code. */
final class SafeParse extends BpmnParse {

    SafeParse(BpmnParser parser) {
        super(parser);
    }

    @Override
    protected void parseRootElement() {
        check(rootElement);
        if (!hasErrors()) {
            super.parseRootElement();
        }
    }

    private void check(Element element) {
        String uri = Objects.requireNonNullElse(element.getUri(), "");
        String tag = element.getTagName();
        DiagramVocabulary.elementProblem(uri, tag).ifPresent(sentence -> addError(sentence, element));
        for (String attribute : element.attributes()) {
            int end = attribute.lastIndexOf(':');
            String namespace = end < 0 ? "" : attribute.substring(0, end);
            DiagramVocabulary.attributeProblem(
                            uri, tag, namespace, attribute.substring(end + 1), element.attribute(attribute))
                    .ifPresent(sentence -> addError(sentence, element));
        }
        element.elements().forEach(this::check);
    }
}

package care.handrail.testing.paths;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;

/** Which flow nodes and sequence flows of each process have been passed since the last reset. */
final class Coverage extends AbstractBpmnParseListener implements HistoryEventHandler {

    private final Map<String, Set<String>> passed = new HashMap<>();

    /** Returns what makes an engine count. */
    ProcessEnginePlugin plugin() {
        var counter = this;
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                var listeners = engine.getCustomPostBPMNParseListeners();
                listeners = listeners == null ? new ArrayList<>() : new ArrayList<>(listeners);
                listeners.add(counter);
                engine.setCustomPostBPMNParseListeners(listeners);
                engine.setCustomHistoryEventHandlers(new ArrayList<>(List.of(counter)));
            }
        };
    }

    void reset() {
        passed.clear();
    }

    /** Returns the flow nodes and sequence flows of the process that were not passed, in the order of the diagram. */
    List<String> missing(String process, String diagram) {
        var model = Bpmn.readModelFromStream(new ByteArrayInputStream(diagram.getBytes(StandardCharsets.UTF_8)));
        var here = passed.getOrDefault(process, Set.of());
        var missing = new ArrayList<String>();
        var flows = model.getModelElementsByType(SequenceFlow.class);
        for (var node : model.getModelElementsByType(FlowNode.class)) {
            if (!isPassed(here, node, flows)) {
                missing.add(node.getId());
            }
        }
        for (var flow : flows) {
            if (!isPassed(here, flow)) {
                missing.add(flow.getId());
            }
        }
        return missing;
    }

    /** Returns how many flow nodes and sequence flows the diagram has. */
    static int size(String diagram) {
        var model = Bpmn.readModelFromStream(new ByteArrayInputStream(diagram.getBytes(StandardCharsets.UTF_8)));
        return model.getModelElementsByType(FlowNode.class).size()
                + model.getModelElementsByType(SequenceFlow.class).size();
    }

    /** The engine joins the two halves of a link while it reads the diagram, and keeps no history of either. */
    private static boolean isPassed(Set<String> here, FlowNode node, Collection<SequenceFlow> flows) {
        if (node instanceof Event event
                && event.getChildElementsByType(LinkEventDefinition.class).size() == 1) {
            return flows.stream()
                    .filter(flow -> node.equals(node instanceof ThrowEvent ? flow.getTarget() : flow.getSource()))
                    .anyMatch(flow -> here.contains(flow.getId()));
        }
        return here.contains(node.getId());
    }

    /** The engine does not walk the flows behind an event-based gateway; it enters the event that came. */
    private static boolean isPassed(Set<String> here, SequenceFlow flow) {
        return here.contains(
                flow.getSource() instanceof EventBasedGateway ? flow.getTarget().getId() : flow.getId());
    }

    @Override
    public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl flow) {
        flow.addListener(ExecutionListener.EVENTNAME_TAKE, (ExecutionListener) execution -> note(
                ((ExecutionEntity) execution).getProcessDefinition().getKey(), execution.getCurrentTransitionId()));
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event instanceof HistoricActivityInstanceEventEntity activity) {
            note(activity.getProcessDefinitionKey(), activity.getActivityId());
        }
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    private void note(String process, String element) {
        passed.computeIfAbsent(process, key -> new HashSet<>()).add(element);
    }
}

package care.handrail.pathways.engine;

import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityStartBehavior;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.NullUnmarked;

/**
 * Notes on the path that leaves a boundary timer which step was late, so that one shared step can escalate for all.
 *
 * <p>Only timers that do not interrupt: their path is an execution of its own, which takes the note with it when it ends.
 */
@NullUnmarked
class LateStepParseListener extends AbstractBpmnParseListener {

    @Override
    public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl flow) {
        var source = (ActivityImpl) flow.getSource();
        if (isReminder(source)) {
            var lateStep = ServiceLevel.stepId(source.getEventScope().getId());
            flow.addListener(ExecutionListener.EVENTNAME_TAKE, (ExecutionListener)
                    path -> path.setVariableLocal(EngineEscalation.LATE_STEP.name(), lateStep));
        }
    }

    private static boolean isReminder(ActivityImpl activity) {
        return ActivityTypes.BOUNDARY_TIMER.equals(activity.getProperties().get(BpmnProperties.TYPE))
                && activity.getActivityStartBehavior() == ActivityStartBehavior.CONCURRENT_IN_FLOW_SCOPE;
    }
}

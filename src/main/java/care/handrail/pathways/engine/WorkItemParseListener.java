package care.handrail.pathways.engine;

import care.handrail.shared.WorkingCalendar;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseUtil;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.NullUnmarked;

/**
 * Gives every new work item what its queue needs: how urgent it is, and, when it cannot wait for the opening of the
 * site, the out-of-hours queue. Once it is done, nobody is asked about its delay.
 */
@NullUnmarked
class WorkItemParseListener extends AbstractBpmnParseListener {

    private final OutOfHours outOfHours;

    WorkItemParseListener(WorkingCalendar calendar) {
        this.outOfHours = new OutOfHours(calendar);
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl userTask) {
        userTask.getProperties()
                .set(BpmnProperties.EXTENSION_PROPERTIES, BpmnParseUtil.parseCamundaExtensionProperties(element));
        var definition = ((UserTaskActivityBehavior) userTask.getActivityBehavior()).getTaskDefinition();
        // Set while the item is made, so that its history needs no second statement.
        definition.setPriorityExpression(new UrgencyExpression());
        definition.addBuiltInTaskListener(
                TaskListener.EVENTNAME_CREATE, task -> outOfHours.offer((TaskEntity) task, userTask));
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, OwnSites::noteThatThereIsNone);
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, LateWork::isDone);
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, LateWork::isDone);
    }
}

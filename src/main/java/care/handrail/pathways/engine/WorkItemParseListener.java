package care.handrail.pathways.engine;

import care.handrail.access.Role;
import care.handrail.shared.WorkingCalendar;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
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
 * site, the out-of-hours queue.
 */
@NullUnmarked
class WorkItemParseListener extends AbstractBpmnParseListener {

    private final WorkingCalendar calendar;

    WorkItemParseListener(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl userTask) {
        userTask.getProperties()
                .set(BpmnProperties.EXTENSION_PROPERTIES, BpmnParseUtil.parseCamundaExtensionProperties(element));
        var definition = ((UserTaskActivityBehavior) userTask.getActivityBehavior()).getTaskDefinition();
        // Set while the item is made, so that its history needs no second statement.
        definition.setPriorityExpression(new UrgencyExpression());
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, task -> prepare((TaskEntity) task, userTask));
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, LateWork::isDone);
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, LateWork::isDone);
    }

    private void prepare(TaskEntity task, ActivityImpl userTask) {
        // Asks the process, because the item itself has no variables yet and the engine would look for them.
        var process = task.getExecution();
        if (Envelope.isUrgent(process)
                && isForClinicians(task, userTask)
                && !isOpen(process, task.getCreateTime().toInstant())) {
            task.addCandidateGroup(Role.OUT_OF_HOURS.group());
        }
    }

    private static boolean isForClinicians(TaskEntity task, ActivityImpl userTask) {
        return switch (UserTasks.pile(userTask)) {
            case CLINICAL_JUDGEMENT -> true;
            case REVIEWED_PHI ->
                UserTasks.queue(task.getTaskDefinition(), task.getExecution()).isClinical();
            case ADMINISTRATIVE -> false;
        };
    }

    private boolean isOpen(VariableScope process, Instant moment) {
        return calendar.isOpen(calendar.site(Envelope.get(process, Envelope.SITE)), moment);
    }
}

package care.handrail.pathways.engine;

import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.audit.AuditEvent.Purpose;
import care.handrail.pathways.Pile;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ProcessDefinitionImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;

/** What a diagram says about its user tasks. */
final class UserTasks {

    static final String PILE = "pile";

    private UserTasks() {}

    /** Returns the user task with the id; empty when the diagram has none of that id. */
    static Optional<ActivityImpl> find(ProcessDefinitionImpl process, String id) {
        return Optional.ofNullable(process.findActivity(id))
                .filter(activity -> activity.getActivityBehavior() instanceof UserTaskActivityBehavior);
    }

    /**
     * Returns what patient data is used for in a work item: compliance where its queue reads the trail, administration
     * where its pile says so, else treatment.
     */
    static Purpose purpose(DelegateTask item) {
        if (queue(item).filter(queue -> queue.sees(DataClass.AUDIT_TRAIL)).isPresent()) {
            return Purpose.HCOMPL;
        }
        var userTask = ((TaskEntity) item).getProcessDefinition().findActivity(item.getTaskDefinitionKey());
        return written(userTask, PILE).equals(Optional.of(Pile.ADMINISTRATIVE.code()))
                ? Purpose.PATADMIN
                : Purpose.TREAT;
    }

    /** Tells whether a work item makes its owner one who treats the patient: not where the queue never learns who it is. */
    static boolean isCare(DelegateTask item) {
        return queue(item).filter(queue -> !queue.sees(DataClass.IDENTITY)).isEmpty();
    }

    private static Optional<Role> queue(DelegateTask item) {
        return roles(((TaskEntity) item).getTaskDefinition(), item).findFirst();
    }

    /** Returns what somebody is told who has begun with the work item when it is called back; empty for nothing of its own. */
    static Optional<String> whenCalledBack(ActivityImpl userTask) {
        return written(userTask, "whenCalledBack");
    }

    private static Optional<String> written(ActivityImpl userTask, String property) {
        return Optional.ofNullable(userTask.getProperties().get(BpmnProperties.EXTENSION_PROPERTIES))
                .map(properties -> properties.get(property));
    }

    /** Returns the pile of a user task, or fails with a sentence that names it. */
    static Pile pile(ActivityImpl userTask) {
        var written = written(userTask, PILE);
        return written.flatMap(Pile::ofCode)
                .orElseThrow(() -> new IllegalStateException("The user task " + userTask.getId()
                        + " has the pile '" + written.orElse(null)
                        + "': give it administrative, reviewed-phi or clinical-judgement."));
    }

    /**
     * Returns the role in whose queue a user task stands by its diagram, whoever was given it later, or fails with a
     * sentence that names it.
     */
    static Role queue(TaskDefinition userTask, VariableScope scope) {
        return roles(userTask, scope)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The user task " + userTask.getKey()
                        + " stands in no role's queue: give it a candidate group that is a role."));
    }

    private static Stream<Role> roles(TaskDefinition userTask, VariableScope scope) {
        return userTask.getCandidateGroupIdExpressions().stream()
                .map(group -> group.getValue(scope))
                .flatMap(group -> Role.ofGroup(String.valueOf(group)).stream());
    }
}

package care.handrail.pathways.engine;

import care.handrail.access.Staff;
import care.handrail.pathways.model.FormModel;
import java.util.Optional;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.DelegationState;

/** Finds open work items with their forms, and says in a sentence why somebody cannot have one. */
final class OpenWorkItems {

    private final DeployedForms forms;

    OpenWorkItems(DeployedForms forms) {
        this.forms = forms;
    }

    /** Returns the open work item, which must be the person's own. */
    OpenWorkItem own(CommandContext context, String taskId, Staff person) {
        OpenWorkItem item = find(context, taskId);
        if (!item.isAssignedTo(person)) {
            for (CommandChecker checker :
                    context.getProcessEngineConfiguration().getCommandCheckers()) {
                checker.checkTaskWork(item.task());
            }
            throw RefusedException.forbidden(
                    item.task().getAssignee() == null
                            ? "Claim this work item first. Nothing was saved."
                            : "Somebody else has claimed this work item. Nothing was saved.");
        }
        if (item.task().getDelegationState() == DelegationState.PENDING) {
            throw RefusedException.conflict("This work item was delegated. Give it back to its queue and claim it.");
        }
        return item;
    }

    /** Returns the open work item, whoever has it. */
    OpenWorkItem find(CommandContext context, String taskId) {
        TaskEntity task = context.getTaskManager().findTaskById(taskId);
        if (task == null || task.getTaskDefinition() == null) {
            throw gone(context, taskId);
        }
        FormModel form = forms.find(
                        context,
                        task.getProcessDefinition().getDeploymentId(),
                        task.getTaskDefinition().getFormDefinition())
                .orElse(null);
        return new OpenWorkItem(task, form);
    }

    private static RefusedException gone(CommandContext context, String taskId) {
        var item = context.runWithoutAuthorization(() -> context.getProcessEngineConfiguration()
                .getHistoryService()
                .createHistoricTaskInstanceQuery()
                .taskId(taskId)
                .singleResult());
        if (item == null) {
            return new RefusedException(404, "There is no such work item.");
        }
        return RefusedException.conflict(whyCalledBack(context, item)
                        .map(why -> "This work item was called back. " + why)
                        .orElse("This work item is no longer open: it was completed or closed already.")
                + " Nothing was saved. Go back to your list.");
    }

    /** Returns what the diagram tells whoever has begun with a work item that nobody has completed. */
    private static Optional<String> whyCalledBack(CommandContext context, HistoricTaskInstance item) {
        if (TaskEntity.DELETE_REASON_COMPLETED.equals(item.getDeleteReason())) {
            return Optional.empty();
        }
        var process = context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(item.getProcessDefinitionId());
        return UserTasks.find(process, item.getTaskDefinitionKey()).flatMap(UserTasks::whenCalledBack);
    }
}

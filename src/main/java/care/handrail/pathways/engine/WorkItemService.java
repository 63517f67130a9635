package care.handrail.pathways.engine;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** Lets people claim what waits in their queues, for themselves, and release what they have claimed. */
class WorkItemService extends TaskServiceImpl {

    @Override
    public void claim(String taskId, String userId) {
        try {
            commandExecutor.execute(new Claim(taskId, userId));
        } catch (OptimisticLockingException e) {
            throw taken();
        }
    }

    @Override
    public void setAssignee(String taskId, String userId) {
        if (userId == null) {
            commandExecutor.execute(new Release(taskId));
        } else {
            super.setAssignee(taskId, userId);
        }
    }

    private static RefusedException taken() {
        return RefusedException.conflict("Somebody else has just claimed this work item. Choose another one.");
    }

    private static final class Claim extends ClaimTaskCmd {

        private Claim(String taskId, String userId) {
            super(taskId, userId);
        }

        @Override
        protected void checkClaimTask(TaskEntity item, CommandContext command) {
            People.asking().ifPresent(person -> {
                if (!People.isInQueueOf(person, item) && !People.hasClaimed(person, item)) {
                    throw RefusedException.forbidden("This work item is not in your queues.");
                }
                if (!person.getUserId().equals(userId)) {
                    throw RefusedException.forbidden("You can claim a work item for yourself only.");
                }
            });
            if (item.getAssignee() != null && !item.getAssignee().equals(userId)) {
                throw taken();
            }
        }
    }

    private static final class Release extends AssignTaskCmd {

        private Release(String taskId) {
            super(taskId, null);
        }

        @Override
        protected void checkTaskAgainstContext(TaskEntity item, CommandContext command) {
            People.asking().ifPresent(person -> {
                if (!People.hasClaimed(person, item)) {
                    throw RefusedException.forbidden("Only the person who has claimed a work item can release it.");
                }
            });
        }
    }
}

package care.handrail.pathways.engine;

import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * Decides what a person may do with a work item that is named by its id.
 *
 * <p>Whoever may see it may read it; only whoever has claimed it may complete it; nobody may give it to somebody else,
 * change its queue or its text, or write its variables. Claiming and releasing are checked in {@link WorkItemService}.
 */
class WorkItemChecks extends AuthorizationCommandChecker {

    @Override
    public void checkReadTask(TaskEntity item) {
        People.asking().ifPresent(person -> {
            if (!People.hasClaimed(person, item) && !People.isInQueueOf(person, item)) {
                throw RefusedException.forbidden("This work item is not in your queues.");
            }
        });
    }

    @Override
    public void checkReadTaskVariable(TaskEntity item) {
        checkReadTask(item);
    }

    @Override
    public void checkTaskWork(TaskEntity item) {
        checkReadTask(item);
        People.asking().ifPresent(person -> {
            if (!People.hasClaimed(person, item)) {
                throw RefusedException.forbidden(
                        item.getAssignee() == null
                                ? "Claim this work item first. Nothing was saved."
                                : "Somebody else has claimed this work item. Nothing was saved.");
            }
        });
    }

    @Override
    public void checkTaskAssign(TaskEntity item) {
        People.asking().ifPresent(person -> {
            throw RefusedException.forbidden("Nobody can give a work item to somebody else or change its queue. Release"
                    + " it, and they can claim it.");
        });
    }

    @Override
    public void checkUpdateTaskVariable(TaskEntity item) {
        People.asking().ifPresent(person -> {
            throw RefusedException.forbidden("What belongs to a work item is changed with its form only.");
        });
    }
}

package care.handrail.pathways.engine;

import java.util.concurrent.Callable;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** The process that tells a role of work that is late. */
final class LateWork {

    static final String PROCESS = "LateWork";

    /** The message for which the process waits: there is nothing left to look into. */
    static final String DONE = "LateWorkDone";

    /** Marks on the late work item that a role was told of it; unlike a candidate it gives no right. */
    static final String TOLD = "told";

    private LateWork() {}

    /** Ends what was started because the work item was late: it is completed now, or ended with its episode. */
    static void isDone(DelegateTask task) {
        var told = ((TaskEntity) task).getIdentityLinks().stream().anyMatch(link -> TOLD.equals(link.getType()));
        if (told) {
            var context = Context.getCommandContext();
            var key = ((TaskEntity) task).getExecution().getProcessBusinessKey();
            Callable<Void> end = () -> {
                isDone(context.getProcessEngineConfiguration().getRuntimeService(), key, task.getId());
                return null;
            };
            context.runWithoutAuthorization(end);
        }
    }

    /** Looks by the key, which has an index: of the variable alone, all that runs would be read. */
    static void isDone(RuntimeService processes, String key, String task) {
        processes
                .createMessageCorrelation(DONE)
                .processInstanceBusinessKey(key)
                .processInstanceVariableEquals(EngineEscalation.LATE_TASK.name(), task)
                .correlateAll();
    }
}

package care.handrail.pathways.engine;

import care.handrail.pathways.store.InboundMessages;
import java.util.Date;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * Tries a message again, later each time, when the process that waits for it fails to take it. What went wrong is logged
 * by the job executor and not kept in the job, whose text would stand in the database in clear.
 */
class InboxFailures implements FailedJobCommandFactory {

    private final FailedJobCommandFactory others;
    private final Supplier<InboundMessages> messages;

    InboxFailures(FailedJobCommandFactory others, Supplier<InboundMessages> messages) {
        this.others = others;
        this.messages = messages;
    }

    @Override
    public Command<Object> getCommand(String jobId, Throwable failure) {
        return context -> {
            var job = context.getJobManager().findJobById(jobId);
            if (job == null || !InboxJobHandler.TYPE.equals(job.getJobHandlerType())) {
                return others.getCommand(jobId, failure).execute(context);
            }
            tryLater(job, failure);
            return null;
        };
    }

    private void tryLater(JobEntity job, Throwable failure) {
        var delivery = (InboxJobHandler.Delivery) job.getJobHandlerConfiguration();
        // Losing a race is nobody's failure.
        int before = failure instanceof OptimisticLockingException
                ? 0
                : messages.get().failed(delivery.message()) - 1;
        job.unlock();
        job.setDuedate(
                Date.from(ClockUtil.getCurrentTime().toInstant().plus(InboxJobHandler.gap(Math.max(0, before)))));
    }
}

package care.handrail.pathways.engine;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.Urgency;
import care.handrail.shared.WorkingCalendar;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Passes the urgency on inside the engine's transaction in which the clinician said it. */
@Component
class EngineUrgency implements Urgency {

    private final ServiceLevel serviceLevel;
    private final WorkingCalendar calendar;
    private final OutOfHours outOfHours;
    private final Audit audit;

    EngineUrgency(ServiceLevel serviceLevel, WorkingCalendar calendar, Audit audit) {
        this.serviceLevel = serviceLevel;
        this.calendar = calendar;
        this.outOfHours = new OutOfHours(calendar);
        this.audit = audit;
    }

    @Override
    public void passOn(String episodeId, String urgency) {
        var context = Context.getCommandContext();
        Callable<Void> passing = () -> {
            for (var instance : instances(episodeId)) {
                passOn(context.getExecutionManager().findExecutionById(instance.getId()), urgency);
            }
            return null;
        };
        context.runWithoutAuthorization(passing);
    }

    private static List<ProcessInstance> instances(String episodeId) {
        return Context.getProcessEngineConfiguration()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(episodeId)
                .list();
    }

    private void passOn(ExecutionEntity instance, String urgency) {
        var tasks = Context.getCommandContext().getTaskManager().findTasksByProcessInstanceId(instance.getId());
        var before = new HashMap<TaskEntity, ServiceLevel.Level>();
        tasks.forEach(task -> before.put(task, level(task)));
        instance.setVariableLocal(Envelope.URGENCY.name(), urgency);
        before.forEach((task, level) -> passOn(task, level, urgency));
    }

    private void passOn(TaskEntity task, ServiceLevel.Level before, String urgency) {
        var after = level(task);
        if (after.equals(before)) {
            return;
        }
        var now = ClockUtil.getCurrentTime().toInstant();
        var series = Envelope.cannotWait(task.getExecution())
                ? noLater(after.from(now, calendar), task.getDueDate())
                : after.from(task.getCreateTime().toInstant(), calendar);
        task.setPriority(UrgencyExpression.placeOf(task.getExecution()));
        task.setDueDate(Date.from(series.due()));
        timer(task).ifPresent(timer -> {
            timer.setRepeat(series.toString());
            timer.setDuedate(Date.from(series.firstAfter(now, calendar)));
        });
        outOfHours.offer(task, task.getProcessDefinition().findActivity(task.getTaskDefinitionKey()));
        audit.record(AuditEvent.of(
                        AuditEvent.Kind.URGENCY_PASSED_ON,
                        Envelope.get(task.getExecution(), Envelope.PATIENT_ID),
                        task.getExecution().getProcessBusinessKey(),
                        "step:" + task.getTaskDefinitionKey())
                .withProcessInstance(task.getProcessInstanceId())
                .inWorkItem(task.getId())
                .with("urgency=" + urgency + ",due=" + series.due()));
    }

    /** A patient who becomes urgent never gets more time than was left. */
    private static FiringSeries noLater(FiringSeries series, @Nullable Date due) {
        return due == null || series.due().isBefore(due.toInstant())
                ? series
                : new FiringSeries(series.site(), due.toInstant(), series.repeat());
    }

    private ServiceLevel.Level level(TaskEntity task) {
        return serviceLevel.level(task.getExecution(), task.getTaskDefinitionKey());
    }

    private static Optional<TimerEntity> timer(TaskEntity task) {
        var process = task.getProcessDefinition();
        return Context.getCommandContext()
                .getJobManager()
                .findJobsByProcessInstanceId(task.getProcessInstanceId())
                .stream()
                .filter(TimerEntity.class::isInstance)
                .map(TimerEntity.class::cast)
                .filter(timer -> FiringSeries.isOne(timer.getRepeat()))
                .filter(timer -> ServiceLevel.stepId(process.findActivity(timer.getActivityId())
                                .getEventScope()
                                .getId())
                        .equals(task.getTaskDefinitionKey()))
                .findFirst();
    }
}

package care.handrail.pathways.engine;

import care.handrail.access.Role;
import care.handrail.shared.WorkingCalendar;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** Who looks after the work of clinicians that cannot wait while its site is closed. */
final class OutOfHours {

    private final WorkingCalendar calendar;

    OutOfHours(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** Shows the work item to the out-of-hours queue too, if it cannot wait until its site opens. */
    void offer(TaskEntity task, ActivityImpl userTask) {
        // Asks the process, because a new item has no variables yet and the engine would look for them.
        var process = task.getExecution();
        var queue = Role.OUT_OF_HOURS.group();
        if (Envelope.cannotWait(process)
                && isForClinicians(task, userTask)
                && isClosed(process)
                && task.getIdentityLinks().stream().noneMatch(link -> queue.equals(link.getGroupId()))) {
            task.addCandidateGroup(queue);
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

    private boolean isClosed(VariableScope process) {
        var site = calendar.site(Envelope.get(process, Envelope.SITE));
        return !calendar.isOpen(site, ClockUtil.getCurrentTime().toInstant());
    }
}

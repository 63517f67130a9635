package care.handrail.pathways.engine;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.Role;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.Escalation;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Pile;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Escalates inside the engine's transaction in which the boundary timer fired. */
@Component
class EngineEscalation implements Escalation {

    static final String TABLE = "EscalationLadder";

    static final PathwayVariable<Long> RUNG = PathwayVariable.number("rung");
    static final PathwayVariable<String> LATE_TASK = PathwayVariable.id("lateTask");
    static final PathwayVariable<String> LATE_STEP = PathwayVariable.id("lateStep");
    static final PathwayVariable<String> LATE_QUEUE = PathwayVariable.code("lateQueue");
    static final PathwayVariable<String> LATE_ROLE = PathwayVariable.code("lateRole");

    private final ReleaseTables tables;
    private final ReleaseProcesses processes;
    private final ObjectProvider<LetterStore> letters;
    private final CareTeams careTeams;
    private final Audit audit;

    EngineEscalation(
            ReleaseTables tables,
            ReleaseProcesses processes,
            ObjectProvider<LetterStore> letters,
            CareTeams careTeams,
            Audit audit) {
        this.tables = tables;
        this.processes = processes;
        this.letters = letters;
        this.careTeams = careTeams;
        this.audit = audit;
    }

    @Override
    public void escalate(String processInstanceId, String step) {
        var context = Context.getCommandContext();
        var instance = context.getExecutionManager().findExecutionById(processInstanceId);
        var userTask = UserTasks.find(instance.getProcessDefinition(), step)
                .orElseThrow(() -> new IllegalStateException("Only user tasks can be escalated, and " + step
                        + " is none of " + instance.getProcessDefinition().getKey() + "."));
        var pile = UserTasks.pile(userTask);
        Callable<Void> escalation = () -> {
            for (var task : context.getTaskManager().findTasksByProcessInstanceId(processInstanceId)) {
                if (step.equals(task.getTaskDefinitionKey())) {
                    escalate(task, pile);
                }
            }
            return null;
        };
        context.runWithoutAuthorization(escalation);
    }

    private void escalate(TaskEntity task, Pile pile) {
        var execution = task.getExecution();
        var queue = UserTasks.queue(task.getTaskDefinition(), execution);
        long rung =
                Optional.ofNullable((Long) task.getVariableLocal(RUNG.name())).orElse(0L) + 1;
        task.setVariableLocal(RUNG.name(), rung);

        giveBack(task);

        var row = tables.evaluate(execution, TABLE, Map.of("queue", queue.group(), "pile", pile.code(), "rung", rung));
        var told = Role.ofGroup(String.valueOf(row.get("tell")))
                .orElseThrow(() -> new IllegalStateException("The decision table " + TABLE + " tells '"
                        + row.get("tell") + "' at rung " + rung + ": name a role of the clinic."));
        boolean give = Boolean.TRUE.equals(row.get("addQueue")) && pile.mayBeGivenTo(told, queue);
        if (give) {
            if (!has(task, told, IdentityLinkType.CANDIDATE)) {
                task.addCandidateGroup(told.group());
            }
        } else if (told != queue && !has(task, told, LateWork.TOLD)) {
            task.addGroupIdentityLink(told.group(), LateWork.TOLD);
            tell(told, task, queue);
        }
        audit.record(AuditEvent.of(
                        AuditEvent.Kind.WORK_ITEM_ESCALATED,
                        Envelope.get(execution, Envelope.PATIENT_ID),
                        execution.getProcessBusinessKey(),
                        "step:" + task.getTaskDefinitionKey())
                .withPurpose(UserTasks.purpose(task))
                .withProcessInstance(task.getProcessInstanceId())
                .inWorkItem(task.getId())
                .with("rung=" + rung + ",told=" + told.group() + ",given=" + give));
    }

    /** Whom the diagram gave the item may be away: unless they have begun with it, the whole queue has it from now on. */
    private void giveBack(TaskEntity task) {
        var person = task.getAssignee();
        boolean given = person != null
                && careTeams
                        .from(task.getId())
                        .filter(team ->
                                team.reason() == Reason.NAMED && team.userId().equals(person))
                        .isPresent();
        if (given && !letters.getObject().hasDraft(task.getId(), person)) {
            task.setAssignee(null);
        }
    }

    private static boolean has(TaskEntity task, Role role, String link) {
        return task.getIdentityLinks().stream()
                .anyMatch(one -> link.equals(one.getType()) && role.group().equals(one.getGroupId()));
    }

    private void tell(Role role, TaskEntity late, Role queue) {
        var execution = late.getExecution();
        var variables = new HashMap<String, @Nullable Object>();
        Envelope.ALL.forEach(variable -> {
            var value = Envelope.get(execution, variable);
            if (value != null) {
                variables.put(variable.name(), value);
            }
        });
        variables.put(LATE_TASK.name(), late.getId());
        variables.put(LATE_STEP.name(), late.getTaskDefinitionKey());
        variables.put(LATE_QUEUE.name(), queue.group());
        variables.put(LATE_ROLE.name(), role.group());
        processes.start(
                execution, LateWork.PROCESS, Objects.requireNonNull(execution.getProcessBusinessKey()), variables);
    }
}

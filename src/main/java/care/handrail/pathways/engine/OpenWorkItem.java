package care.handrail.pathways.engine;

import care.handrail.access.Staff;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.model.FormModel;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/** An open work item with its form; null when it has none. */
record OpenWorkItem(TaskEntity task, @Nullable FormModel form) {

    static final String PATIENT = "patientId";

    FormModel requireForm() {
        if (form == null) {
            throw new RefusedException(400, "This work item has no form.");
        }
        return form;
    }

    boolean isAssignedTo(Staff person) {
        return person.userId().equals(task.getAssignee());
    }

    @Nullable
    String patientId() {
        return (String) task.getExecution().getVariable(PATIENT);
    }

    boolean hasPatient() {
        return patientId() != null && episodeId() != null;
    }

    @Nullable
    String episodeId() {
        return task.getExecution().getProcessBusinessKey();
    }

    LetterKey letterKey() {
        String patient = patientId();
        String episode = episodeId();
        if (patient == null || episode == null) {
            throw RefusedException.conflict(
                    "This work item belongs to no patient, so nothing personal can be kept with it.");
        }
        return new LetterKey(patient, episode, requireForm().id(), task.getId());
    }

    AuditEvent event(Kind kind) {
        return AuditEvent.of(
                        kind, patientId(), episodeId(), "form:" + requireForm().id())
                .withVersion(task.getProcessDefinition().getDeploymentId())
                .withPurpose(UserTasks.purpose(task))
                .withProcessInstance(task.getProcessInstanceId())
                .inWorkItem(task.getId());
    }
}

package care.handrail.pathways.engine;

import care.handrail.access.Action;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.AuditEvent.Purpose;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayStarts;
import care.handrail.pathways.PathwayStarts.Opened;
import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormModel;
import care.handrail.shared.Ids;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/**
 * Where the envelope and the letter part: checks what people submit, sends operational values to the engine and the
 * rest to the letter store, and puts them together again when a permitted person opens the form.
 *
 * <p>Runs inside a command of the engine, so that engine, letter and audit stand or fall together.
 */
final class FormBoundary {

    private static final int DRAFT_TEXT = 100_000;

    private final EngineParts parts;
    private final DeployedForms forms;
    private final OpenWorkItems items;
    private final FormView view;

    FormBoundary(EngineParts parts, DeployedForms forms) {
        this.parts = parts;
        this.forms = forms;
        this.items = new OpenWorkItems(forms);
        this.view = new FormView(parts);
    }

    /** Completes the person's own work item with the form's values; returns the process variables if asked to. */
    @Nullable
    VariableMap submit(CommandContext context, String taskId, Map<String, Object> values, boolean returnVariables) {
        Staff person = signedIn(context);
        OpenWorkItem item = items.own(context, taskId, person);
        Map<String, @Nullable Object> operational = new HashMap<>();
        if (item.form() == null) {
            if (!values.isEmpty()) {
                throw new RefusedException(400, "This work item has no form, so it takes no values.");
            }
        } else {
            SubmittedForm submitted = check(item.form(), values);
            String basis = mayRecord(
                    person, submitted.classes(), Subject.inQueue(item.patientId()), item.event(Kind.ACCESS_REFUSED));
            operational.putAll(submitted.operational());
            operational
                    .entrySet()
                    .removeIf(entry -> entry.getValue() == null
                            && !item.task().getExecution().hasVariable(entry.getKey()));
            if (!submitted.letter().isEmpty() || item.hasPatient()) {
                keep(letters -> letters.write(item.letterKey(), submitted.letter(), person.userId()));
            }
            parts.audit()
                    .get()
                    .record(item.event(Kind.FORM_SUBMITTED).withBasis(basis).with(FormView.codes(submitted.classes())));
        }
        return new CompleteTaskCmd(taskId, operational, returnVariables, false).execute(context);
    }

    /**
     * Starts a process with its start form's values, in the newest release that has the process.
     *
     * @param businessKey what the caller would like; refused, because it would be kept in clear
     */
    ProcessInstance start(
            CommandContext context,
            ProcessDefinitionEntity definition,
            @Nullable String businessKey,
            Map<String, Object> values) {
        Staff person = signedIn(context);
        if (businessKey != null && !businessKey.isBlank()) {
            throw new RefusedException(400, "Leave the business key empty: the episode's id is put there.");
        }
        for (CommandChecker checker : context.getProcessEngineConfiguration().getCommandCheckers()) {
            checker.checkCreateProcessInstance(definition);
        }
        FormModel form = forms.find(context, definition.getDeploymentId(), definition.getStartFormDefinition())
                .orElseThrow(() ->
                        new RefusedException(400, "This pathway has no start form, so nobody can start it by hand."));
        SubmittedForm submitted = check(form, values);
        Opened opened = open(definition.getKey(), submitted);
        String patient = opened.patientId().isEmpty() ? null : opened.patientId();
        var started = AuditEvent.of(Kind.FORM_SUBMITTED, patient, opened.episodeId(), "form:" + form.id())
                .withVersion(definition.getDeploymentId())
                .withPurpose(Purpose.PATADMIN);
        String basis = mayRecord(person, submitted.classes(), new Subject(patient, false), started);
        Map<String, Object> variables = new HashMap<>(opened.variables());
        submitted.operational().forEach((name, value) -> {
            if (value != null) {
                variables.putIfAbsent(name, value);
            }
        });
        if (!submitted.letter().isEmpty()) {
            var key = new LetterKey(opened.patientId(), opened.episodeId(), form.id(), opened.episodeId());
            keep(letters -> letters.write(key, submitted.letter(), person.userId()));
        }
        var instance = definition.createProcessInstance(opened.episodeId());
        parts.audit()
                .get()
                .record(started.withBasis(basis)
                        .withProcessInstance(instance.getId())
                        .with(FormView.codes(submitted.classes())));
        return run(context, instance, variables);
    }

    /** Returns what the form of a work item shows to whoever asks now. */
    VariableMap view(CommandContext context, String taskId, @Nullable Collection<String> names) {
        Staff person = signedIn(context);
        OpenWorkItem item = items.find(context, taskId);
        for (CommandChecker checker : context.getProcessEngineConfiguration().getCommandCheckers()) {
            checker.checkReadTaskVariable(item.task());
        }
        VariableMap result = Variables.createVariables();
        if (item.form() != null) {
            view.of(item, person).forEach((key, value) -> {
                if (names == null || names.contains(key)) {
                    result.putValue(key, value);
                }
            });
        }
        return result;
    }

    /** Keeps the half-filled form of the person's own work item. Checked only for known keys and sizes. */
    void saveDraft(CommandContext context, Staff person, String taskId, Map<String, ?> values) {
        OpenWorkItem item = items.own(context, taskId, person);
        FormModel form = item.requireForm();
        Map<String, String> problems = new LinkedHashMap<>();
        SubmittedForm.unknown(form, values.keySet())
                .forEach(key -> problems.put(key, "The form has no field '" + key + "'."));
        Map<String, Object> kept = new HashMap<>();
        for (FormField field : form.fields()) {
            if (!values.containsKey(field.key()) || field.ignored() || view.isSupplied(form, field.key())) {
                continue;
            }
            // What was emptied is kept as empty: an earlier value would show again in its place.
            Object value = values.get(field.key()) == null ? "" : values.get(field.key());
            boolean fits = value instanceof Boolean
                    || value instanceof Number
                    || value instanceof String text && text.length() <= DRAFT_TEXT;
            if (!fits) {
                problems.put(field.key(), "'" + field.label() + "' is too long to be kept. Shorten it.");
            }
            kept.put(field.key(), value);
        }
        if (!problems.isEmpty()) {
            throw new InvalidForm(problems);
        }
        Set<DataClass> classes = form.fields().stream()
                .filter(field -> kept.containsKey(field.key()))
                .map(FormField::dataClass)
                .collect(Collectors.toSet());
        String basis = mayRecord(person, classes, Subject.inQueue(item.patientId()), item.event(Kind.ACCESS_REFUSED));
        keep(letters -> letters.saveDraft(item.letterKey(), kept, person.userId()));
        parts.audit().get().record(item.event(Kind.DRAFT_SAVED).withBasis(basis));
    }

    /** Returns the person's draft of an own work item. */
    Map<String, Object> draft(CommandContext context, Staff person, String taskId) {
        OpenWorkItem item = items.own(context, taskId, person);
        var permitted = view.permitted(item, person);
        parts.audit().get().record(item.event(Kind.DRAFT_VIEWED).withBasis(permitted.basis()));
        return item.hasPatient() ? view.draft(item, person, permitted) : Map.of();
    }

    /** Returns by which care relationship the person may record data of the classes; refuses whoever may not. */
    private @Nullable String mayRecord(Staff person, Set<DataClass> classes, Subject subject, AuditEvent act) {
        var permitted = parts.permissions().get().ask(person, Action.CREATE, classes, subject);
        Set<DataClass> refused = new TreeSet<>(classes);
        refused.removeAll(permitted.classes());
        if (refused.isEmpty()) {
            return permitted.basis();
        }
        parts.audit().get().refuse(act.with(FormView.codes(refused)));
        throw RefusedException.forbidden(
                permitted.outsideOfTeam().isEmpty()
                        ? "Your role may not record all of this. Nothing was saved."
                        : "You are not on this patient's care team any more. Release this work item and claim it"
                                + " again. Nothing was saved.");
    }

    /** Writes to the letter store, which refuses a form that is too long as a whole. */
    private void keep(Consumer<LetterStore> writing) {
        try {
            writing.accept(parts.letters().get());
        } catch (InvalidFormException e) {
            throw new InvalidForm(e.problems());
        }
    }

    private SubmittedForm check(FormModel form, Map<String, Object> values) {
        return SubmittedForm.of(
                form,
                values,
                key -> view.isSupplied(form, key),
                parts.fieldRules().get(),
                parts.clock());
    }

    private Opened open(String process, SubmittedForm submitted) {
        List<PathwayStarts> starts = parts.starts().get().stream()
                .filter(start -> start.handles(process))
                .toList();
        if (starts.size() > 1) {
            throw new IllegalStateException("Several rooms open the starts of " + process + "; one must.");
        }
        if (starts.isEmpty()) {
            if (!submitted.letter().isEmpty()) {
                throw new IllegalStateException("No room opens the starts of " + process
                        + ", so there is nobody whose letter the form's personal values could join.");
            }
            return new Opened(Ids.next(), "", Map.of());
        }
        Map<String, Object> operational = new HashMap<>();
        submitted.operational().forEach((name, value) -> {
            if (value != null) {
                operational.put(name, value);
            }
        });
        try {
            return starts.get(0).open(process, operational, Collections.unmodifiableMap(submitted.letter()));
        } catch (InvalidFormException e) {
            throw new InvalidForm(e.problems());
        }
    }

    private static ProcessInstance run(
            CommandContext context, ExecutionEntity instance, Map<String, Object> variables) {
        var definition = instance.getProcessDefinition();
        instance.start(variables);
        context.getOperationLogManager()
                .logProcessInstanceOperation(
                        UserOperationLogEntry.OPERATION_TYPE_CREATE,
                        instance.getId(),
                        definition.getId(),
                        definition.getKey(),
                        List.of(PropertyChange.EMPTY_CHANGE));
        return instance;
    }

    /** Returns the person in whose name the engine acts now. */
    static Staff signedIn(CommandContext context) {
        Authentication authentication = context.getAuthentication();
        if (authentication == null || authentication.getUserId() == null) {
            throw new RefusedException(401, "Sign in first: nobody is signed in.");
        }
        List<String> groups = authentication.getGroupIds() == null ? List.of() : authentication.getGroupIds();
        return new Staff(
                authentication.getUserId(),
                groups.stream().flatMap(group -> Role.ofGroup(group).stream()).collect(Collectors.toSet()));
    }
}

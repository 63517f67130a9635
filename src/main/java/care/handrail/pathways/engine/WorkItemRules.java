package care.handrail.pathways.engine;

import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.model.DiagramVocabulary;
import care.handrail.pathways.model.VariableDeclaration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.util.xml.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * Rules that hold for every work item, whatever way a change comes: only the person who claimed it completes it, four
 * eyes stay four, what a room has against its completion counts, and who completed it is remembered where the diagram asks for it.
 */
final class WorkItemRules extends AbstractBpmnParseListener {

    private static final Namespace CAMUNDA = new Namespace(DiagramVocabulary.CAMUNDA);

    /**
     * Property of a user task: the variables, with commas between, with the ids of people who may neither claim nor
     * complete it.
     */
    static final String NOT_BY = "notBy";

    /**
     * Property of a user task: the variable with the id of the person who gets it; nobody when it is empty. It is emptied
     * with that, so that it gives away nothing else.
     */
    static final String GIVEN_TO = "givenTo";

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private static final String RECORDS_COMPLETER_AS = "recordsCompleterAs";

    private final EngineParts parts;

    WorkItemRules(EngineParts parts) {
        this.parts = parts;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) WorkItemRules::checkEpisode);
        process.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) this::endCare);
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        String notBy = property(element, NOT_BY);
        String completer = property(element, RECORDS_COMPLETER_AS);
        String givenTo = property(element, GIVEN_TO);
        var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        if (givenTo != null) {
            task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, item -> give(item, givenTo));
        }
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, item -> {
            refuseAuthor(item, notBy, item.getAssignee());
            recordClaim((TaskEntity) item);
        });
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, item -> {
            String person = refuseOthers(item);
            refuseAuthor(item, notBy, person);
            refuseTooEarly(item);
            if (completer != null) {
                item.setVariable(completer, person);
            }
        });
    }

    /** Refuses when four eyes are asked for and these are the same two. */
    static void refuseAuthor(DelegateTask item, @Nullable String notBy, @Nullable String person) {
        if (notBy != null
                && person != null
                && COMMA.splitAsStream(notBy)
                        .anyMatch(variable -> person.equals(item.getExecution().getVariable(variable)))) {
            throw RefusedException.forbidden(
                    "You did the step that this one checks, so another person must do it. Leave it in the queue.");
        }
    }

    private static void give(DelegateTask item, String givenTo) {
        var person = (String) item.getVariable(givenTo);
        if (person != null) {
            item.setAssignee(person);
            item.getExecution().setVariable(givenTo, null);
        }
    }

    private static String refuseOthers(DelegateTask item) {
        String person = Context.getCommandContext().getAuthenticatedUserId();
        if (person == null) {
            throw new RefusedException(401, "Sign in first: only a person completes a work item.");
        }
        if (!person.equals(item.getAssignee())) {
            throw RefusedException.forbidden(
                    item.getAssignee() == null
                            ? "Claim this work item first. Nothing was saved."
                            : "Somebody else has claimed this work item. Nothing was saved.");
        }
        return person;
    }

    private void refuseTooEarly(DelegateTask item) {
        var step = new ExecutionStepContext(item.getExecution());
        parts.completionRules().get().stream()
                .filter(rule -> rule.appliesTo(item.getTaskDefinitionKey()))
                .flatMap(rule -> rule.whyNot(step).stream())
                .findFirst()
                .ifPresent(sentence -> {
                    throw RefusedException.conflict(sentence);
                });
    }

    private void recordClaim(TaskEntity item) {
        Kind kind = item.getAssignee() == null ? Kind.WORK_ITEM_RELEASED : Kind.WORK_ITEM_CLAIMED;
        String person = Context.getCommandContext().getAuthenticatedUserId();
        String patient = (String) item.getExecution().getVariable(OpenWorkItem.PATIENT);
        var event = AuditEvent.of(
                        kind,
                        patient,
                        item.getExecution().getProcessBusinessKey(),
                        "step:" + item.getTaskDefinitionKey())
                .withPurpose(UserTasks.purpose(item))
                .withProcessInstance(item.getProcessInstanceId())
                .inWorkItem(item.getId());
        boolean forSomebodyElse = item.getAssignee() != null && !Objects.equals(item.getAssignee(), person);
        parts.audit().get().record(forSomebodyElse ? event.with("for=" + item.getAssignee()) : event);
        if (patient != null && UserTasks.isCare(item)) {
            changeCareTeam(item, patient, forSomebodyElse ? Reason.NAMED : Reason.CLAIMED);
        }
    }

    /** Whoever has a work item of a patient is on the care team; giving it back ends that. */
    private void changeCareTeam(TaskEntity item, String patient, Reason reason) {
        var change = item.getPropertyChanges().get(TaskEntity.ASSIGNEE);
        var before = change == null ? null : (String) change.getOrgValue();
        var teams = parts.careTeams().get();
        if (before != null) {
            boolean worked = parts.letters().get().hasDraft(item.getId(), before);
            teams.end(before, item.getId(), worked ? End.RELEASED : End.RELEASED_WITHOUT_WORK);
        }
        if (item.getAssignee() != null) {
            var episode = item.getExecution().getProcessBusinessKey();
            teams.begin(patient, item.getAssignee(), reason, item.getId(), episode, null);
        }
    }

    /** The business key is kept in clear, so it is an opaque id or nothing. */
    private static void checkEpisode(DelegateExecution process) {
        String key = process.getProcessBusinessKey();
        if (key != null && !VariableDeclaration.ID.matcher(key).matches()) {
            throw new RefusedException(400, "The business key is the opaque id of an episode, and nothing else.");
        }
    }

    /**
     * Ends the care relationships of a process that is nobody's episode once it is over; an episode's room does so itself.
     * What was started later with the same key, to sort out a message or a delay, ends nothing.
     */
    private void endCare(DelegateExecution path) {
        var process = (ExecutionEntity) path;
        var key = process.getProcessBusinessKey();
        if (key == null
                || process.getSuperExecution() != null
                || WaitingEpisode.canWait(process.getProcessDefinition(), EpisodeInstances.EPISODE_ENDED)) {
            return;
        }
        var engine = Context.getProcessEngineConfiguration();
        boolean began = Context.getCommandContext()
                .runWithoutAuthorization(() -> WaitingEpisode.first(engine, key)
                        .filter(first -> !first.getId().equals(process.getProcessInstanceId()))
                        .isEmpty());
        if (began) {
            parts.careTeams().get().endEpisode(key);
        }
    }

    private static @Nullable String property(Element element, String name) {
        Element extensions = element.element("extensionElements");
        Element properties = extensions == null ? null : extensions.elementNS(CAMUNDA, "properties");
        if (properties == null) {
            return null;
        }
        return properties.elementsNS(CAMUNDA, "property").stream()
                .filter(property -> name.equals(property.attribute("name")))
                .map(property -> property.attribute("value"))
                .findFirst()
                .orElse(null);
    }
}

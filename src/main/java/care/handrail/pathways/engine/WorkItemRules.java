package care.handrail.pathways.engine;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.model.DiagramVocabulary;
import care.handrail.pathways.model.VariableDeclaration;
import java.util.Objects;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.util.xml.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * Rules that hold for every work item, whatever way a change comes: only the person who claimed it completes it, four
 * eyes stay four, and who completed it is remembered where the diagram asks for it.
 */
final class WorkItemRules extends AbstractBpmnParseListener {

    private static final Namespace CAMUNDA = new Namespace(DiagramVocabulary.CAMUNDA);

    /** Property of a user task: the variable with the id of a person who may neither claim nor complete it. */
    static final String NOT_BY = "notBy";

    private static final String RECORDS_COMPLETER_AS = "recordsCompleterAs";

    private final Supplier<Audit> audit;

    WorkItemRules(Supplier<Audit> audit) {
        this.audit = audit;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) WorkItemRules::checkEpisode);
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        String notBy = property(element, NOT_BY);
        String completer = property(element, RECORDS_COMPLETER_AS);
        activity.setProperty(NOT_BY, notBy);
        var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, item -> {
            refuseAuthor(item, notBy, item.getAssignee());
            recordClaim(item);
        });
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, item -> {
            String person = refuseOthers(item);
            refuseAuthor(item, notBy, person);
            if (completer != null) {
                item.setVariable(completer, person);
            }
        });
    }

    /** Refuses when four eyes are asked for and these are the same two. */
    static void refuseAuthor(DelegateTask item, @Nullable String notBy, @Nullable String person) {
        if (notBy != null && person != null && person.equals(item.getExecution().getVariable(notBy))) {
            throw RefusedException.forbidden(
                    "You did the step that this one checks, so another person must do it. Leave it in the queue.");
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

    private void recordClaim(DelegateTask item) {
        Kind kind = item.getAssignee() == null ? Kind.WORK_ITEM_RELEASED : Kind.WORK_ITEM_CLAIMED;
        String person = Context.getCommandContext().getAuthenticatedUserId();
        var event = AuditEvent.of(
                        kind,
                        (String) item.getExecution().getVariable(OpenWorkItem.PATIENT),
                        item.getExecution().getProcessBusinessKey(),
                        "step:" + item.getTaskDefinitionKey())
                .withPurpose(UserTasks.purpose(item))
                .withProcessInstance(item.getProcessInstanceId())
                .inWorkItem(item.getId());
        boolean forSomebodyElse = item.getAssignee() != null && !Objects.equals(item.getAssignee(), person);
        audit.get().record(forSomebodyElse ? event.with("for=" + item.getAssignee()) : event);
    }

    /** The business key is kept in clear, so it is an opaque id or nothing. */
    private static void checkEpisode(DelegateExecution process) {
        String key = process.getProcessBusinessKey();
        if (key != null && !VariableDeclaration.ID.matcher(key).matches()) {
            throw new RefusedException(400, "The business key is the opaque id of an episode, and nothing else.");
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

package care.handrail.pathways.engine;

import care.handrail.access.CareTeams;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways.OpenStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ActivityBeforeInstantiationCmd;
import org.camunda.bpm.engine.impl.cmd.GetActivityInstanceCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.runtime.operation.PvmAtomicOperation;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;

/**
 * The running processes of an episode as one thing: what is open in them, ending them together, putting them back.
 *
 * <p>Works inside the engine without its permission checks; the rooms above decide who may.
 */
class EpisodeInstances {

    /** A process whose diagram waits for this message ends with its episode. */
    static final String EPISODE_ENDED = "EpisodeEnded";

    private final ProcessEngineConfigurationImpl engine;
    private final LetterStore letters;
    private final CareTeams careTeams;

    EpisodeInstances(ProcessEngineConfigurationImpl engine, LetterStore letters, CareTeams careTeams) {
        this.engine = engine;
        this.letters = letters;
        this.careTeams = careTeams;
    }

    /** Returns what is open in the processes of the episode, the oldest process first. */
    List<OpenStep> openSteps(String episodeId) {
        return inside(context -> {
            var steps = new ArrayList<OpenStep>();
            for (var root : roots(episodeId)) {
                collect(context, root.getId(), List.of(), steps);
            }
            return steps;
        });
    }

    /** Ends the processes that end with their episode, and returns where they stood; empty when there are none. */
    Optional<String> end(String episodeId, Map<String, Object> variables) {
        return inside(context -> {
            var standing = new ArrayList<Standing>();
            var subscriptions = new ArrayList<EventSubscriptionEntity>();
            for (var root : roots(episodeId)) {
                endOf(context, root.getId()).ifPresent(subscription -> {
                    standing.add(standing(context, root.getId()));
                    subscriptions.add(subscription);
                });
            }
            subscriptions.forEach(subscription -> subscription.eventReceived(variables, null, null, null, false));
            return standing.isEmpty() ? Optional.<String>empty() : Optional.of(Standing.write(standing));
        });
    }

    /** Puts the processes back where they stood. */
    void resume(String episodeId, String ended) {
        inside(context -> {
            for (var standing : Standing.read(ended)) {
                var definition = definition(standing);
                var instance = definition.createProcessInstance(
                        episodeId, null, element(definition, standing.places().get(0)));
                instance.startWithoutExecuting(standing.variables().values());
                putBack(context, instance, standing);
            }
            return null;
        });
    }

    /** Returns the variables of the process that ends with the episode; empty when none runs. */
    Map<String, Object> envelope(String episodeId) {
        return inside(context -> roots(episodeId).stream()
                .filter(root -> endOf(context, root.getId()).isPresent())
                .findFirst()
                .map(root -> {
                    Map<String, Object> envelope =
                            new HashMap<>(engine.getRuntimeService().getVariablesLocal(root.getId()));
                    // What a form emptied, the engine keeps as null.
                    envelope.values().removeIf(Objects::isNull);
                    return envelope;
                })
                .orElse(Map.of()));
    }

    private <T> T inside(Command<T> work) {
        Command<T> unchecked = context -> context.runWithoutAuthorization(() -> work.execute(context));
        return engine.getCommandExecutorTxRequired().execute(unchecked);
    }

    private List<ProcessInstance> roots(String episodeId) {
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(episodeId)
                .rootProcessInstances()
                .list()
                .stream()
                .sorted(Comparator.comparing(ProcessInstance::getId))
                .toList();
    }

    private Optional<EventSubscriptionEntity> endOf(CommandContext context, String instanceId) {
        return context.getEventSubscriptionManager().findEventSubscriptionsByProcessInstanceId(instanceId).stream()
                .filter(subscription -> EPISODE_ENDED.equals(subscription.getEventName()))
                .findFirst();
    }

    // What stands where.

    /** An element that waits, and the process instance that it called, if any. */
    private record Leaf(
            String elementId,
            List<String> executions,
            @Nullable String activityInstanceId) {}

    private static List<Leaf> leaves(CommandContext context, String instanceId) {
        var found = new ArrayList<Leaf>();
        var tree = new GetActivityInstanceCmd(instanceId).execute(context);
        if (tree != null) {
            leaves(tree, found);
        }
        return found;
    }

    private static void leaves(ActivityInstance tree, List<Leaf> found) {
        for (TransitionInstance waiting : tree.getChildTransitionInstances()) {
            found.add(new Leaf(waiting.getActivityId(), List.of(waiting.getExecutionId()), null));
        }
        for (ActivityInstance child : tree.getChildActivityInstances()) {
            if (child.getChildActivityInstances().length == 0 && child.getChildTransitionInstances().length == 0) {
                found.add(new Leaf(child.getActivityId(), Arrays.asList(child.getExecutionIds()), child.getId()));
            } else {
                leaves(child, found);
            }
        }
    }

    private static @Nullable ExecutionEntity called(CommandContext context, Leaf leaf) {
        return leaf.executions().stream()
                .map(context.getExecutionManager()::findSubProcessInstanceBySuperExecutionId)
                .filter(instance -> instance != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable TaskEntity task(CommandContext context, String instanceId, Leaf leaf) {
        return context.getTaskManager().findTasksByProcessInstanceId(instanceId).stream()
                .filter(task -> leaf.executions().contains(task.getExecutionId()))
                .filter(task -> leaf.elementId().equals(task.getTaskDefinitionKey()))
                .findFirst()
                .orElse(null);
    }

    private Standing standing(CommandContext context, String instanceId) {
        var instance = context.getExecutionManager().findExecutionById(instanceId);
        var places = leaves(context, instanceId).stream()
                .map(leaf -> place(context, instanceId, leaf))
                .toList();
        var timers = new HashMap<String, Instant>();
        for (var job : context.getJobManager().findJobsByProcessInstanceId(instanceId)) {
            if (job instanceof TimerEntity timer && timer.getDuedate() != null) {
                timers.put(timer.getActivityId(), timer.getDuedate().toInstant());
            }
        }
        return new Standing(
                instance.getProcessDefinitionId(), Standing.Variables.of(instance.getVariablesLocal()), places, timers);
    }

    private Standing.Place place(CommandContext context, String instanceId, Leaf leaf) {
        var called = called(context, leaf);
        var task = task(context, instanceId, leaf);
        return new Standing.Place(
                leaf.elementId(),
                called == null ? null : standing(context, called.getId()),
                task == null
                        ? null
                        : new Standing.WorkItem(
                                task.getId(),
                                task.getAssignee(),
                                instant(task.getDueDate()),
                                instant(task.getFollowUpDate()),
                                queues(task),
                                Standing.Variables.of(task.getVariablesLocal())));
    }

    private void collect(CommandContext context, String instanceId, List<String> calledFrom, List<OpenStep> steps) {
        var instance = context.getExecutionManager().findExecutionById(instanceId);
        var processId = instance.getProcessDefinition().getKey();
        for (var leaf : leaves(context, instanceId)) {
            var called = called(context, leaf);
            if (called != null) {
                var path = new ArrayList<>(calledFrom);
                path.add(leaf.elementId());
                collect(context, called.getId(), path, steps);
                continue;
            }
            var task = task(context, instanceId, leaf);
            steps.add(new OpenStep(
                    processId,
                    calledFrom,
                    leaf.elementId(),
                    name(instance.getProcessDefinition(), leaf.elementId()),
                    task == null ? null : queue(task),
                    task == null ? null : task.getAssignee(),
                    task == null ? since(leaf) : task.getCreateTime().toInstant(),
                    task == null ? null : task.getDueDate()));
        }
    }

    private static String name(ProcessDefinitionEntity process, String elementId) {
        var element = process.findActivity(elementId);
        return element == null || element.getName() == null ? elementId : element.getName();
    }

    private static @Nullable String queue(TaskEntity task) {
        return queues(task).stream().findFirst().orElse(null);
    }

    private static List<String> queues(TaskEntity task) {
        return task.getIdentityLinks().stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                .map(link -> link.getGroupId())
                .toList();
    }

    private @Nullable Instant since(Leaf leaf) {
        if (leaf.activityInstanceId() == null) {
            return null;
        }
        var history = engine.getHistoryService()
                .createHistoricActivityInstanceQuery()
                .activityInstanceId(leaf.activityInstanceId())
                .singleResult();
        return history == null ? null : instant(history.getStartTime());
    }

    // Putting it back.

    private ProcessDefinitionEntity definition(Standing standing) {
        return engine.getDeploymentCache().findDeployedProcessDefinitionById(standing.definitionId());
    }

    private static ActivityImpl element(ProcessDefinitionEntity definition, Standing.Place place) {
        var element = definition.findActivity(place.elementId());
        if (element == null) {
            throw new IllegalStateException(
                    "The process %s has no element %s.".formatted(definition.getKey(), place.elementId()));
        }
        return element;
    }

    private void putBack(CommandContext context, ExecutionEntity instance, Standing standing) {
        // Kept from ending between two places.
        instance.setPreserveScope(true);
        for (var place : standing.places()) {
            var held = ResumableCall.heldDuring(
                    () -> new ActivityBeforeInstantiationCmd(instance.getId(), place.elementId()).execute(context));
            if (place.called() != null) {
                if (held.size() != 1) {
                    throw new IllegalStateException(
                            "The element %s did not call its process again.".formatted(place.elementId()));
                }
                start(held.remove(), place.called(), context);
            }
        }
        instance.setPreserveScope(false);
        restore(instance, standing);
    }

    /** Does for a called process what the engine does for a main process that starts at chosen elements. */
    private void start(ExecutionEntity called, Standing standing, CommandContext context) {
        called.setRootProcessInstanceId(called.getSuperExecution().getRootProcessInstanceId());
        called.setProcessDefinition(definition(standing));
        called.setActivity(element(definition(standing), standing.places().get(0)));
        called.initialize();
        called.fireHistoricProcessStartEvent();
        called.setActivityInstanceId(called.getId());
        called.setVariables(standing.variables().values());
        called.initializeTimerDeclarations();
        called.performOperation(PvmAtomicOperation.FIRE_PROCESS_START);
        called.setActivity(null);
        putBack(context, called, standing);
    }

    /** Gives work items back their owner, who may have lost the role since, their drafts, and all that waits its deadline. */
    private void restore(ExecutionEntity execution, Standing standing) {
        for (var job : execution.getJobs()) {
            var due = standing.timers().get(job.getActivityId());
            if (job instanceof TimerEntity && due != null) {
                job.setDuedate(Date.from(due));
            }
        }
        for (var task : execution.getTasks()) {
            standing.places().stream()
                    .filter(place -> place.elementId().equals(task.getTaskDefinitionKey()))
                    .flatMap(place -> Optional.ofNullable(place.task()).stream())
                    .findFirst()
                    .ifPresent(before -> restore(task, before));
        }
        for (var child : execution.getExecutions()) {
            restore(child, standing);
        }
    }

    private void restore(TaskEntity task, Standing.WorkItem before) {
        letters.handDraftsOn(before.id(), task.getId());
        careTeams.handOn(before.id(), task.getId());
        task.setVariablesLocal(before.variables().values());
        // Whoever was only told of the delay is told again when the timer fires: their own item ended with this one.
        var queues = new ArrayList<>(before.queues());
        queues.removeAll(queues(task));
        task.addCandidateGroups(queues);
        if (before.due() != null) {
            task.setDueDate(Date.from(before.due()));
        }
        if (before.followUp() != null) {
            task.setFollowUpDate(Date.from(before.followUp()));
        }
        if (before.assignee() != null && mayTake(before.assignee(), task)) {
            task.setAssignee(before.assignee());
        }
    }

    /** Whoever has lost the role since could not go on with it, and nobody else could take it. */
    private boolean mayTake(String person, TaskEntity task) {
        var theirs = engine.getIdentityService().createGroupQuery().groupMember(person).list().stream()
                .map(Group::getId)
                .toList();
        return queues(task).stream().anyMatch(theirs::contains);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}

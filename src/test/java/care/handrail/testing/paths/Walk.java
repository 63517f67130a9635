package care.handrail.testing.paths;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CurrentStaff;
import care.handrail.pathways.PathwayStarts.Opened;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.pathways.model.FormModel;
import care.handrail.pathways.watchdog.Standstill;
import care.handrail.testing.EngineClock;
import care.handrail.testing.FormFiller;
import care.handrail.testing.TestStaff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * One walk of a test through a process: starts it, does what people, messages and timers do, and asserts where it
 * stands.
 *
 * <p>Work that is due at once (asynchronous steps) is done after every move; timers fire only when the test says so.
 */
public final class Walk {

    /** What is open only because something inside of it is. */
    private static final Set<String> NOT_WAITING = Set.of("callActivity", "subProcess", "multiInstanceBody");

    private static final Pattern START_FORM = Pattern.compile("<bpmn:startEvent [^>]*camunda:formRef=\"(\\w+)\"");

    private static final PathwayVariable<String> LATE_STEP = PathwayVariable.id("lateStep");

    private final PathEngine paths;
    private final ProcessEngine engine;
    private final Models models;
    private final String process;
    private final String episode = UUID.randomUUID().toString();
    private @Nullable ProcessInstance instance;

    Walk(PathEngine paths, Models models, String process) {
        this.paths = paths;
        this.engine = paths.engine();
        this.models = models;
        this.process = process;
        BpmnAwareTests.init(engine);
    }

    /** Gives a step of a room its behaviour in this walk. */
    public Walk where(String step, Step behaviour) {
        paths.behaviours.put(step, behaviour);
        return this;
    }

    /** Starts the process with the variables. */
    public Walk start(Map<String, Object> variables) {
        instance = engine.getRuntimeService().startProcessInstanceByKey(process, episode, Map.copyOf(variables));
        return settle();
    }

    /**
     * Starts the process by its start form, filled in by the person, who treats the patient, as {@link #complete} fills forms.
     *
     * @param opened what the room that opens the episode adds to the form's own values
     */
    public Walk startByForm(String userId, Map<String, Object> values, Map<String, Object> opened) {
        paths.opens(new Opened(episode, "patient-1", opened), userId);
        return as(userId, () -> {
            var definition = engine.getRepositoryService()
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(process)
                    .latestVersion()
                    .singleResult();
            var form = START_FORM
                    .matcher(models.diagram(process))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            instance =
                    engine.getFormService().submitStartForm(definition.getId(), FormFiller.needed(form(form), values));
        });
    }

    /** Returns the process instance that was started. */
    public ProcessInstance instance() {
        return Objects.requireNonNull(instance, "the walk has not been started");
    }

    /** Returns the id of the episode, which is the business key of the process. */
    public String episode() {
        return episode;
    }

    /**
     * Claims the open work item as the person and completes its form with the answers, and with plausible ones where the
     * form asks for more.
     */
    public Walk complete(String element, String userId, Map<String, Object> values) {
        return as(userId, () -> {
            var task = task(element);
            engine.getTaskService().claim(task.getId(), userId);
            engine.getFormService()
                    .submitTaskForm(
                            task.getId(),
                            FormFiller.needed(form(task.getCamundaFormRef().getKey()), values));
        });
    }

    /** Returns from a called process that this test class replaced, with the variables that it leaves behind. */
    public Walk returnFrom(String stubbed, Map<String, Object> variables) {
        return as("reception", () -> {
            var task = task(Models.stubItem(stubbed));
            engine.getTaskService().claim(task.getId(), "reception");
            engine.getTaskService().complete(task.getId(), Map.copyOf(variables));
        });
    }

    /** Asserts what the called process that this test class replaced was given, and that it was given nothing else. */
    public Walk calledWith(String stubbed, Map<String, Object> variables) {
        var called = task(Models.stubItem(stubbed)).getProcessInstanceId();
        var given = new TreeMap<>(engine.getRuntimeService().getVariables(called));
        given.values().removeIf(Objects::isNull);
        assertThat(given).as("what " + stubbed + " was given").isEqualTo(new TreeMap<>(variables));
        return this;
    }

    /** Fires the one timer of the event now, whatever its due date. */
    public Walk fire(String event) {
        engine.getManagementService().executeJob(timer(event).getId());
        return settle();
    }

    /** Hands the message to whatever waits for it in this episode. */
    public Walk correlate(String message, Map<String, Object> variables) {
        engine.getRuntimeService()
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(episode)
                .setVariables(Map.copyOf(variables))
                .correlate();
        return settle();
    }

    /** Asserts that exactly these elements wait, in this process and in those that it calls. */
    public Walk waitsAt(String... elements) {
        assertThat(waiting()).containsExactlyInAnyOrder(elements);
        return this;
    }

    /** Asserts that a work item is all that is open, with this form and in this queue alone. */
    public Walk opens(String element, String form, String queue) {
        waitsAt(element);
        var item = task(element);
        assertThat(item.getCamundaFormRef().getKey()).as("form of " + element).isEqualTo(form);
        assertThat(item.getCamundaFormRef().getBinding()).isEqualTo("deployment");
        assertThat(queues(item)).as("queues of " + element).containsExactly(queue);
        return this;
    }

    /** Lets the open work item miss its target once, and asserts that it is escalated and stays where it is. */
    public Walk late(String element) {
        var late = new ArrayList<String>();
        where("escalate", context -> late.add(context.require(LATE_STEP)));
        var before = waiting();
        fire("BoundaryEvent_" + element.substring("Task_".length()) + "Late");
        assertThat(late).as("steps that were escalated").containsExactly(element);
        assertThat(waiting()).isEqualTo(before);
        return this;
    }

    /** Asserts that the process has ended, here. */
    public Walk endedAt(String... ends) {
        assertThat(waiting()).isEmpty();
        assertThat(history().stream()
                        .filter(passed -> passed.getActivityType().endsWith("EndEvent"))
                        .filter(passed ->
                                passed.getProcessInstanceId().equals(instance().getId()))
                        .map(HistoricActivityInstance::getActivityId))
                .contains(ends);
        BpmnAwareTests.assertThat(instance()).isEnded();
        return this;
    }

    /** Asserts that the elements were passed in this order, with others between them. */
    public Walk passed(String... elements) {
        BpmnAwareTests.assertThat(instance()).hasPassedInOrder(elements);
        return this;
    }

    /** Asserts that none of the elements was passed. */
    public Walk notPassed(String... elements) {
        BpmnAwareTests.assertThat(instance()).hasNotPassed(elements);
        return this;
    }

    /** Asserts the value that the process variable has, or had at the end. */
    public Walk has(String variable, @Nullable Object value) {
        var found = engine.getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance().getId())
                .variableName(variable)
                .list();
        assertThat(found.isEmpty() ? null : found.get(0).getValue())
                .as(variable)
                .isEqualTo(value);
        return this;
    }

    /** Asserts how often the step ran. */
    public Walk ran(String step, int times) {
        assertThat(paths.ran).filteredOn(step::equals).hasSize(times);
        return this;
    }

    /** Returns the open work item of the element, or fails naming what is open instead. */
    public Task task(String element) {
        var found =
                engine
                        .getTaskService()
                        .createTaskQuery()
                        .taskDefinitionKey(element)
                        .initializeFormKeys()
                        .list()
                        .stream()
                        .filter(task -> inTree(task.getProcessInstanceId()))
                        .toList();
        assertThat(found)
                .as("open work items of " + element + " while waiting at " + waiting())
                .hasSize(1);
        return found.get(0);
    }

    /** Returns the one waiting timer of the event. */
    public Job timer(String event) {
        var found = engine.getManagementService().createJobQuery().activityId(event).timers().list().stream()
                .filter(job -> inTree(job.getProcessInstanceId()))
                .toList();
        assertThat(found)
                .as("timers of " + event + " while waiting at " + waiting())
                .hasSize(1);
        return found.get(0);
    }

    /** Asserts how long the timer of the event waits. */
    public Walk waitsFor(String event, Duration duration) {
        assertThat(Duration.between(EngineClock.now(), timer(event).getDuedate().toInstant()))
                .as("time that " + event + " waits")
                .isCloseTo(duration, Duration.ofSeconds(5));
        return this;
    }

    /** Returns the models that this walk runs on. */
    public Models models() {
        return models;
    }

    /** Returns the engine, for what this class has no verb for. */
    public ProcessEngine engine() {
        return engine;
    }

    private Walk as(String userId, Runnable act) {
        var role = Objects.requireNonNull(TestStaff.roles().get(userId), "no such member of staff: " + userId);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        userId, null, AuthorityUtils.createAuthorityList(CurrentStaff.ROLE_PREFIX + role.group())));
        engine.getIdentityService().setAuthentication(userId, List.of(role.group()));
        try {
            act.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
            SecurityContextHolder.clearContext();
        }
        return settle();
    }

    private Walk settle() {
        var jobs = engine.getManagementService();
        for (int round = 0; round < 50; round++) {
            var due = jobs.createJobQuery().messages().withRetriesLeft().list();
            if (due.isEmpty()) {
                holdsWhatEveryOpenStepMustHold();
                return this;
            }
            jobs.executeJob(due.get(0).getId());
        }
        throw new AssertionError("asynchronous steps go on for ever");
    }

    /**
     * Every process belongs to the episode, every work item has a queue and a deadline, and the watchdog would find nobody
     * who waits for something that never comes.
     */
    private void holdsWhatEveryOpenStepMustHold() {
        var tree = tree();
        assertThat(Standstill.stepsOf(
                        engine.getProcessEngineConfiguration().getDataSource(),
                        tree.stream().map(ProcessInstance::getId).collect(Collectors.toSet())))
                .as("steps with no work item, no timer and no job: give each wait a deadline")
                .isEmpty();
        for (var running : tree) {
            assertThat(running.getBusinessKey())
                    .as("business key of " + running.getProcessDefinitionId())
                    .isEqualTo(episode);
        }
        for (var item : items(tree)) {
            if (!Models.isStubItem(item.getTaskDefinitionKey())) {
                assertThat(item.getDueDate())
                        .as("due date of " + item.getName())
                        .isNotNull();
                assertThat(queues(item)).as("queues of " + item.getName()).isNotEmpty();
            }
        }
    }

    private FormModel form(String form) {
        return FormModel.read(form + ".form", models.form(form).getBytes(StandardCharsets.UTF_8));
    }

    private Set<String> queues(Task item) {
        return engine.getTaskService().getIdentityLinksForTask(item.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> waiting() {
        return engine.getHistoryService().createHistoricActivityInstanceQuery().unfinished().list().stream()
                .filter(open ->
                        open.getRootProcessInstanceId().equals(instance().getId()))
                .filter(open -> !NOT_WAITING.contains(open.getActivityType()))
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    private List<HistoricActivityInstance> history() {
        return engine.getHistoryService().createHistoricActivityInstanceQuery().list();
    }

    private List<Task> items(List<ProcessInstance> tree) {
        var running = tree.stream().map(ProcessInstance::getId).toArray(String[]::new);
        return running.length == 0
                ? List.of()
                : engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceIdIn(running)
                        .initializeFormKeys()
                        .list();
    }

    private List<ProcessInstance> tree() {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstanceId(instance().getId())
                .list();
    }

    private boolean inTree(String processInstanceId) {
        return tree().stream().anyMatch(running -> running.getId().equals(processInstanceId));
    }
}

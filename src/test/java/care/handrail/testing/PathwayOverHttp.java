package care.handrail.testing;

import care.handrail.demo.Answers;
import care.handrail.demo.Answers.Answer;
import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormModel;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;

/**
 * Leads patients along their pathways over HTTP, with the calls that Tasklist makes for the staff. What they answer
 * stands in {@code demo/answers.yaml}.
 */
public class PathwayOverHttp {

    /** The outcomes of the work items between the enquiry and the discharge, approval of the plan included. */
    public static final List<String> MAIN_PATHWAY = List.of(
            "accepted",
            "captured",
            "proven",
            "informed",
            "treat",
            "planned",
            "approved",
            "complete",
            "well",
            "written",
            "signed",
            "sent",
            "discharged");

    /** Runs a step, and does around it whatever the caller is after. */
    public interface Around {
        void run(String step, Runnable work);
    }

    /** Adds to the given values what else is filled in. */
    public interface Filling {
        Map<String, Object> fill(FormModel form, Map<String, Object> given);
    }

    /** Forms of letters, which are printed from a page before somebody says that they are posted. */
    private static final Set<String> PRINTING = Set.of("PrintLetter", "PrintClinicalLetter");

    private static final String SIGN_OFF = "ClinicianSignOff";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final TaskService workItems;
    private final RuntimeService processes;
    private final DueJobs jobs;
    private final Filling filling;
    private final Around around;
    private final Answers answers = Answers.read();

    PathwayOverHttp(Http http, TaskService workItems, RuntimeService processes, DueJobs jobs) {
        this(http, workItems, processes, jobs, FormFiller::needed, (step, work) -> work.run());
    }

    private PathwayOverHttp(
            Http http, TaskService workItems, RuntimeService processes, DueJobs jobs, Filling filling, Around around) {
        this.http = http;
        this.workItems = workItems;
        this.processes = processes;
        this.jobs = jobs;
        this.filling = filling;
        this.around = around;
    }

    /** Returns the same, filling every form in so. */
    public PathwayOverHttp filling(Filling other) {
        return new PathwayOverHttp(http, workItems, processes, jobs, other, around);
    }

    /**
     * Returns the same, doing something around every step. A step is one call of Tasklist's, named after the form:
     * {@code "ReviewEnquiry claimed"}, {@code "ReviewEnquiry opened"}, {@code "ReviewEnquiry submitted"}, of a letter
     * {@code "PrintLetter printed"} too; or the jobs that are due, {@code "jobs run"}. Nothing else of this class happens inside of a step.
     */
    public PathwayOverHttp around(Around other) {
        return new PathwayOverHttp(http, workItems, processes, jobs, filling, other);
    }

    /** Leads somebody new from the enquiry to the discharge. The follow-up is due on the same day. */
    public Patient leadToDischarge() {
        var patient = begin("PatientPathway", "StartEnquiry", someoneNew());
        for (var outcome : MAIN_PATHWAY) {
            if (outcome.equals("complete")) {
                patient.answer(outcome, Map.of("followUpDate", LocalDate.now().toString()));
                patient.runJobs();
            } else {
                patient.answer(outcome);
            }
        }
        return patient;
    }

    /** Returns an enquiry of somebody who resembles nobody else. */
    public static Map<String, Object> someoneNew() {
        var random = new Random();
        Supplier<String> name = () ->
                random.ints(8, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining("", "Q", ""));
        return Map.of(
                "site",
                "north",
                "serviceLine",
                "mental-health",
                "source",
                "patient",
                "priority",
                "routine",
                "givenName",
                name.get(),
                "surname",
                name.get(),
                "dateOfBirth",
                LocalDate.of(1930, 1, 1).plusDays(random.nextInt(25_000)).toString(),
                "phone",
                "01632 " + (100_000 + random.nextInt(800_000)));
    }

    /** Has reception begin a pathway with its start form. */
    public Patient begin(String process, String startForm, Map<String, ?> given) {
        return beginAs("reception", process, startForm, given);
    }

    /** Has somebody begin a pathway with its start form. */
    public Patient beginAs(String userId, String process, String startForm, Map<String, ?> given) {
        var caller = http.as(userId);
        var definition = "/engine-rest/process-definition/key/" + process;
        var opened = step(
                startForm + " opened",
                () -> caller.get(definition + "/deployed-start-form")
                        .expect(200)
                        .body());
        var values = filling.fill(form(startForm, opened), new LinkedHashMap<>(given));
        var started = step(
                startForm + " submitted",
                () -> caller.post(definition + "/submit-form", variables(values))
                        .expect(200)
                        .json());
        return of(started.get("businessKey").asText());
    }

    /** Returns the patient of an episode that was begun in some other way. */
    public Patient of(String episodeId) {
        return new Patient(episodeId);
    }

    /** A patient on the way. */
    public final class Patient {

        private final String episodeId;

        private Patient(String episodeId) {
            this.episodeId = episodeId;
        }

        public String episodeId() {
            return episodeId;
        }

        /** Has the open work item that can end so be done by somebody in whose queue it is. */
        public void answer(String outcome) {
            answer(outcome, Map.of());
        }

        /** Does the same with more answers, which win over those of {@code demo/answers.yaml}. */
        public void answer(String outcome, Map<String, ?> more) {
            var open = open();
            for (var answer : answers.with(outcome, LocalDate.now())) {
                var item = open.get(answer.form());
                if (item != null) {
                    var values = new HashMap<>(answer.values());
                    values.putAll(more);
                    submit(item, staffFor(item, answer), values);
                    return;
                }
            }
            throw new AssertionError("nothing that is open can end with " + outcome + ": " + open.keySet());
        }

        /** Has somebody do the open work item with the form. */
        public void submit(String form, String userId, Map<String, ?> given) {
            submit(item(form), userId, given);
        }

        /** Has the open work item with the form claimed by the first of the staff who may, and returns who that is. */
        public String claim(String form) {
            var item = item(form);
            var queues = queues(item);
            return TestStaff.roles().entrySet().stream()
                    .filter(person -> queues.contains(person.getValue().group()))
                    .map(Map.Entry::getKey)
                    .filter(userId -> http.as(userId)
                                    .post("/engine-rest/task/" + item.getId() + "/claim", Map.of("userId", userId))
                                    .status()
                            == 204)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody may claim " + form));
        }

        /** Returns the open work item with the form. */
        public Task item(String form) {
            var open = open();
            var item = open.get(form);
            if (item == null) {
                throw new AssertionError(form + " is not open: " + open.keySet());
            }
            return item;
        }

        /** Runs what is due of this episode, and what becomes due by it. */
        public void runJobs() {
            step("jobs run", () -> {
                while (instances().stream().mapToInt(jobs::runIn).sum() > 0) {}
                return "";
            });
        }

        /** Returns the open work items by form, what a colleague has to sign of the episode among them. */
        public Map<String, Task> open() {
            return Stream.concat(Stream.of(episodeId), signOffs().stream())
                    .flatMap(key ->
                            workItems
                                    .createTaskQuery()
                                    .processInstanceBusinessKey(key)
                                    .initializeFormKeys()
                                    .list()
                                    .stream())
                    .collect(Collectors.toMap(item -> item.getCamundaFormRef().getKey(), item -> item));
        }

        private List<String> signOffs() {
            return processes
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(episodeId)
                    .rootProcessInstances()
                    .list()
                    .stream()
                    .map(instance -> processes.getVariable(instance.getId(), "reference"))
                    .filter(Objects::nonNull)
                    .distinct()
                    .flatMap(reference -> processes
                            .createProcessInstanceQuery()
                            .processDefinitionKey(SIGN_OFF)
                            .variableValueEquals("reference", reference)
                            .list()
                            .stream())
                    .map(ProcessInstance::getBusinessKey)
                    .filter(key -> !key.equals(episodeId))
                    .toList();
        }

        private List<String> instances() {
            return processes.createProcessInstanceQuery().processInstanceBusinessKey(episodeId).list().stream()
                    .map(instance -> instance.getId())
                    .toList();
        }

        private void submit(Task item, String userId, Map<String, ?> given) {
            var form = item.getCamundaFormRef().getKey();
            var caller = http.as(userId);
            var task = "/engine-rest/task/" + item.getId();
            step(
                    form + " claimed",
                    () -> caller.post(task + "/claim", Map.of("userId", userId)).expect(204));
            var opened = step(
                    form + " opened",
                    () -> new Opened(
                            caller.get(task + "/deployed-form").expect(200).body(),
                            caller.get(task + "/form-variables").expect(200).json()));
            var values = filledIn(form(form, opened.form()), opened.values(), given);
            if (PRINTING.contains(form)) {
                step(
                        form + " printed",
                        () -> http.inBrowser(userId).get("/letters").expect(200));
            }
            step(
                    form + " submitted",
                    () -> caller.post(task + "/submit-form", variables(values)).expect(204));
            if (form.equals("SignItem")) {
                jobs.runMessages();
            }
        }
    }

    private record Opened(String form, JsonNode values) {}

    /** Returns what the browser would send: what is shown and what was filled in, as far as it can be seen. */
    private Map<String, Object> filledIn(FormModel form, JsonNode shown, Map<String, ?> given) {
        var values = new LinkedHashMap<String, Object>();
        form.fields().stream()
                .filter(field -> !field.ignored() && shown.path(field.key()).hasNonNull("value"))
                .map(FormField::key)
                .forEach(key -> values.put(key, value(shown.get(key))));
        values.putAll(given);
        var filled = new LinkedHashMap<>(filling.fill(form, values));
        form.fields().stream().filter(field -> field.isHidden(filled)).forEach(field -> filled.remove(field.key()));
        return filled;
    }

    private static Object value(JsonNode variable) {
        return Objects.requireNonNull(JSON.convertValue(variable.get("value"), new TypeReference<Object>() {}));
    }

    private static Map<String, Object> variables(Map<String, ?> values) {
        return Map.of(
                "variables",
                values.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Map.of("value", entry.getValue()))));
    }

    private String staffFor(Task item, Answer answer) {
        var queues = queues(item);
        return answer.by().stream()
                .filter(userId -> queues.contains(
                        Objects.requireNonNull(TestStaff.roles().get(userId)).group()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer + " is in none of their queues: " + queues));
    }

    private Set<String> queues(Task item) {
        return workItems.getIdentityLinksForTask(item.getId()).stream()
                .map(IdentityLink::getGroupId)
                .collect(Collectors.toSet());
    }

    private static FormModel form(String id, String content) {
        return FormModel.read(id + ".form", content.getBytes(StandardCharsets.UTF_8));
    }

    private <T> T step(String name, Supplier<T> work) {
        var result = new Object() {
            private @org.jspecify.annotations.Nullable T value;
        };
        around.run(name, () -> result.value = work.get());
        return Objects.requireNonNull(result.value, () -> name + " was not run");
    }
}

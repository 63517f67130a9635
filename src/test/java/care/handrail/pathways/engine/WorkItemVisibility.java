package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.pathways.engine.QueueWork.Item;
import care.handrail.pathways.engine.RestApi.Operation;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Holds every role to own queues and own claims, against every queue, by every route: those for programs and those
 * of the web applications, on whichever database the subclass runs. The routes are read from the interfaces' classes, so that a new one is tried too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkItemVisibility {

    /** The two ways to the engine. Behind them the rules are the same, and the tests hold them to that. */
    enum Door {
        REST("/engine-rest"),
        WEBAPPS("/camunda/api/engine/engine/default");

        private final String mounted;

        Door(String mounted) {
            this.mounted = mounted;
        }
    }

    /** Returns the ways that are tried. */
    Stream<Door> doors() {
        return Stream.of(Door.values());
    }

    private static final String MANY = "maxResults=2000";
    private static final String PLAIN = "application/json";
    private static final String HAL = "application/hal+json, application/json; q=0.5";

    /** What tells an overseer where pathways stand, and never of the work in them. */
    private static final Set<String> OVERSIGHT = Set.of("process-instance", "incident", "job", "cockpit");

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Http http;

    private QueueWork work;
    private List<Filter> filters = List.of();
    private final Map<Role, Item> waiting = new EnumMap<>(Role.class);
    private final Map<Role, Item> takenByAColleague = new EnumMap<>(Role.class);
    /** By the role of whoever has claimed it; it waits in somebody else's queue. */
    private final Map<Role, Item> ownClaim = new EnumMap<>(Role.class);

    /** The id that stands for a kind of thing in a path. */
    private final Map<String, String> ids = new HashMap<>();

    private final Map<String, Http.Caller> callers = new ConcurrentHashMap<>();

    @BeforeAll
    void fillTheQueues() {
        work = new QueueWork(engine);
        for (var queue : queues()) {
            waiting.put(queue, work.in(queue));
            takenByAColleague.put(queue, work.in(queue, "a-colleague"));
        }
        for (var role : queues()) {
            ownClaim.put(role, work.in(next(role), TestStaff.of(role)));
        }
        filters = engine.getFilterService().createTaskFilterQuery().list();
        var repository = engine.getRepositoryService();
        ids.put("process-definition", work.processDefinitionId);
        ids.put("filter", filters.get(0).getId());
        ids.put(
                "incident",
                engine.getRuntimeService()
                        .createIncident(
                                "failedStep", item(waiting, Role.CLINICIAN).executionId(), "why")
                        .getId());
        ids.put(
                "decision-definition",
                repository.createDecisionDefinitionQuery().listPage(0, 1).get(0).getId());
        ids.put(
                "deployment",
                repository.createDeploymentQuery().listPage(0, 1).get(0).getId());
        ids.put("decision-requirements-definition", "no-1");
        ids.put("user", "a-colleague");
        ids.put("group", Role.CLINICIAN.group());
    }

    @AfterAll
    void empty() {
        work.remove();
    }

    private static List<Role> queues() {
        return Arrays.stream(Role.values()).filter(Role::hasQueue).toList();
    }

    private static Role next(Role role) {
        var queues = queues();
        return queues.get((role.ordinal() + 1) % queues.size());
    }

    /** Does it in the name of every role, of several at once to save time. */
    private static void inEveryRole(Consumer<Role> work) {
        Arrays.stream(Role.values()).parallel().forEach(work);
    }

    private Stream<Item> all() {
        return Stream.of(waiting, takenByAColleague, ownClaim).flatMap(items -> items.values().stream());
    }

    /** Returns one item of each queue but the person's own, and one that somebody there has claimed. */
    private List<Item> others(Role role) {
        return Stream.concat(waiting.values().stream(), Stream.of(item(takenByAColleague, next(role))))
                .filter(item -> !isOf(role, item))
                .toList();
    }

    private static Item item(Map<Role, Item> items, Role role) {
        return Objects.requireNonNull(items.get(role));
    }

    private boolean isOf(Role role, Item item) {
        return item.queue() == role || item.equals(ownClaim.get(role));
    }

    // Lists.

    /** All but the first two leave out what other tests have left, which takes longer to list than to look for. */
    private static final String OURS = "processDefinitionKey=QueueWork&" + MANY;

    private static final String WHOSE = " {\"processDefinitionKey\":\"QueueWork\",";

    private static final List<String> LISTS = List.of(
            "GET /task?" + MANY,
            "POST /task?" + MANY + " {}",
            "POST /task?" + MANY + WHOSE
                    + "\"orQueries\":[{\"candidateGroups\":[\"clinician\",\"nursing\"],\"assigned\":true}]}",
            "POST /task?" + MANY + WHOSE + "\"assigneeLike\":\"%\"}",
            "GET /task?withCandidateGroups=true&includeAssignedTasks=true&" + OURS,
            "GET /task?involvedUser=a-colleague&" + OURS,
            "GET /task?assignee=a-colleague&" + OURS,
            "GET /task?candidateGroup=clinician&includeAssignedTasks=true&" + OURS,
            "POST /task?" + MANY + WHOSE
                    + "\"processVariables\":[{\"name\":\"workQueue\",\"operator\":\"like\",\"value\":\"%\"}]}",
            "POST /task?" + MANY + WHOSE + "\"sorting\":[{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\","
                    + "\"parameters\":{\"variable\":\"reference\",\"type\":\"String\"}}]}");

    @ParameterizedTest
    @MethodSource("doors")
    void showsEachRoleOwnWorkInLists(Door door) {
        inEveryRole(role -> {
            for (var route : LISTS) {
                for (var accept : route.contains("QueueWork") ? List.of(PLAIN, HAL) : List.of(PLAIN)) {
                    var answer = send(door, role, route, accept);
                    assertTellsNothingOfOthers(role, answer, Set.of());
                    answer.expect(200);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("doors")
    void showsEachRoleExactlyItsOwnWork(Door door) {
        for (var role : queues()) {
            var shown = send(door, role, "GET /task?" + MANY, PLAIN).expect(200).body();
            var counted = send(door, role, "GET /task/count?processDefinitionKey=QueueWork", PLAIN)
                    .expect(200)
                    .json();
            var own = all().filter(item -> isOf(role, item)).toList();
            assertThat(own).isNotEmpty().allMatch(item -> shown.contains(item.taskId()));
            assertThat(counted.get("count").asInt()).isEqualTo(own.size());
        }
    }

    @Test
    void showsAProgramWhatItShowsABrowser() {
        for (var role : Role.values()) {
            var route = "/engine-rest/task?sortBy=id&sortOrder=asc&processDefinitionKey=QueueWork&" + MANY;
            assertThat(http.as(TestStaff.of(role)).get(route).expect(200).json())
                    .isEqualTo(caller(role).get(route).expect(200).json());
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void showsEachRoleOwnWorkInFilters(Door door) {
        var routes = List.of(
                "GET /filter/%s/list?maxResults=20",
                "POST /filter/%s/list?" + MANY + " {\"processDefinitionKey\":\"QueueWork\"}",
                "POST /filter/%s/list?" + MANY + WHOSE
                        + "\"candidateGroup\":\"clinician\",\"includeAssignedTasks\":true}",
                "GET /filter/%s?itemCount=true",
                "GET /filter/%s/count",
                "POST /filter/%s/count {}");
        inEveryRole(role -> {
            for (var filter : filters) {
                if (isFor(role, filter)) {
                    for (var route : routes) {
                        var answer = send(
                                door, role, route.formatted(filter.getId()), route.contains("/list") ? HAL : PLAIN);
                        assertTellsNothingOfOthers(role, answer, Set.of());
                        answer.expect(200);
                    }
                } else {
                    var answer = send(door, role, routes.get(0).formatted(filter.getId()), PLAIN);
                    assertThat(answer.status()).as(role + " " + answer).isIn(403, 404);
                    assertTellsNothingOfOthers(role, answer, Set.of());
                }
            }
        });
    }

    private static boolean isFor(Role role, Filter filter) {
        return role.hasQueue()
                && (filter.getName().equals("My work") || filter.getName().endsWith(": " + role.label()));
    }

    @Test
    void showsOwnClaimsInMyWorkAndTheQueueInQueue() {
        for (var role : queues()) {
            assertThat(listed(role, "My work"))
                    .contains(item(ownClaim, role).taskId())
                    .doesNotContain(
                            item(waiting, role).taskId(),
                            item(takenByAColleague, role).taskId());
            assertThat(listed(role, "Queue: " + role.label()))
                    .contains(item(waiting, role).taskId())
                    .doesNotContain(
                            item(ownClaim, role).taskId(),
                            item(takenByAColleague, role).taskId());
        }
    }

    @Test
    void showsTheReferenceOnCards() {
        for (var role : queues()) {
            assertThat(listed(role, "Queue: " + role.label()))
                    .contains(item(waiting, role).reference());
        }
    }

    private String listed(Role role, String name) {
        var filter = filters.stream()
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return send(
                        Door.WEBAPPS,
                        role,
                        "POST /filter/" + filter.getId() + "/list?" + MANY
                                + " {\"processDefinitionKey\":\"QueueWork\"}",
                        HAL)
                .expect(200)
                .body();
    }

    // Everything that can be asked.

    @ParameterizedTest
    @MethodSource("doors")
    void tellsNobodyOfOthersWorkByWhateverIsOpen(Door door) {
        var questions = questions(RestApi.operations());
        assertThat(questions)
                .hasSizeGreaterThan(50)
                .allSatisfy(question -> assertThat(idOf(question))
                        .as("what stands for the id in " + question)
                        .isNotNull());
        inEveryRole(role -> {
            var others = others(role);
            for (var question : questions) {
                // By its id every single item is tried; what is asked without one tells of all at once or of none.
                var about =
                        question.kind().equals("task") && question.path().contains("{") ? others : others.subList(0, 1);
                for (var item : about) {
                    var route = question.method() + " " + filled(question, item)
                            + (question.changes() ? "?" + MANY + " {}" : "");
                    var answer = send(door, role, route, PLAIN);
                    assertTellsNothingOfOthers(role, answer, allowed(role, question, item));
                    if (about.size() > 1) {
                        assertThat(answer.status()).as(role + " " + answer).isIn(400, 403, 404);
                    }
                }
            }
        });
    }

    @Test
    void tellsNobodyOfOthersWorkByTheWebApplicationsOwnRoutes() {
        var questions = questions(RestApi.webappOperations());
        assertThat(questions)
                .contains(
                        new Operation("GET", "/cockpit/plugin/base/{engine}/incident"),
                        new Operation("POST", "/cockpit/plugin/base/{engine}/process-instance"));
        inEveryRole(role -> {
            var item = others(role).get(0);
            for (var question : questions) {
                var path = question.path()
                        .replace("{engine}", "default")
                        .replace("{processEngineName}", "default")
                        .replace("{file:.*}", "app/plugin.js")
                        .replace(
                                "{id}",
                                question.path().contains("definition")
                                        ? work.processDefinitionId
                                        : item.processInstanceId());
                var answer = caller(role)
                        .send(
                                question.method(),
                                "/camunda/api" + path,
                                PLAIN,
                                question.changes() ? "{}".getBytes(StandardCharsets.UTF_8) : null);
                assertTellsNothingOfOthers(role, answer, allowed(role, question, item));
            }
        });
    }

    /** Returns what is open to some role and changes nothing: what is read, and what is asked with a body. */
    private static List<Operation> questions(Collection<Operation> operations) {
        return operations.stream()
                .filter(operation -> !operation.method().equals("OPTIONS"))
                .filter(operation -> !operation.changes()
                        || operation.method().equals("POST")
                                && operations.contains(new Operation("GET", operation.path())))
                .filter(WorkItemVisibility::isOpenToSomebody)
                .toList();
    }

    private static boolean isOpenToSomebody(Operation operation) {
        return Arrays.stream(Role.values())
                .map(role -> new Staff("somebody", Set.of(role)))
                .anyMatch(staff -> Stream.of(EngineRoutes.REST, EngineRoutes.WEBAPPS)
                        .anyMatch(routes -> routes.isOpen(operation.method(), operation.at("id-1"), staff)));
    }

    private Set<String> allowed(Role role, Operation question, Item asked) {
        var allowed = tokens(asked);
        if (OVERSIGHT.contains(question.kind()) && (role == Role.PRACTICE_MANAGER || role == Role.ADMINISTRATOR)) {
            all().forEach(item -> allowed.addAll(item.whereItStands()));
        }
        return allowed;
    }

    private @Nullable String idOf(Operation question) {
        return question.path().contains("{")
                        && !Set.of("task", "process-instance").contains(question.kind())
                ? ids.get(question.kind())
                : "";
    }

    private String filled(Operation question, Item item) {
        var id = switch (question.kind()) {
            case "task" -> item.taskId();
            case "process-instance" -> item.processInstanceId();
            default -> Objects.requireNonNull(idOf(question));
        };
        return question.path()
                .replace("{key}", "QueueWork")
                .replaceFirst("\\{[^}]*}", id)
                .replaceAll("\\{[^}]*}", "no-1");
    }

    /** Questions that name work items of others in another way than by their own address. */
    private static final List<String> ROUNDABOUT = List.of(
            "/task {\"processInstanceIdIn\":[{instances}]}",
            "/task {\"processInstanceBusinessKeyIn\":[{episodes}]}",
            "/task {\"taskIdIn\":[{tasks}]}",
            "/task/count {\"processInstanceIdIn\":[{instances}]}",
            "/task/count {\"taskIdIn\":[{tasks}]}",
            "/variable-instance {\"processInstanceIdIn\":[{instances}],\"variableName\":\"reference\"}",
            "/variable-instance {\"processInstanceIdIn\":[{instances}],\"variableNameIn\":[\"reference\"]}",
            "/variable-instance {\"taskIdIn\":[{tasks}],\"variableName\":\"reference\"}");

    @ParameterizedTest
    @MethodSource("doors")
    void tellsNobodyOfOthersWorkInRoundaboutWays(Door door) {
        inEveryRole(role -> {
            var others = all().filter(item -> !isOf(role, item)).toList();
            for (var question : ROUNDABOUT) {
                var route = "POST "
                        + question.replace("{instances}", quoted(others, Item::processInstanceId))
                                .replace("{episodes}", quoted(others, Item::episodeId))
                                .replace("{tasks}", quoted(others, Item::taskId))
                                .replaceFirst(" ", question.contains("count") ? " " : "?" + MANY + " ");
                var answer = send(door, role, route, PLAIN);
                if (answer.status() == 200) {
                    assertThat(answer.body().trim()).as(role + " " + answer).isIn("[]", "{\"count\":0}");
                } else {
                    assertThat(answer.status()).as(role + " " + answer).isEqualTo(403);
                }
            }
        });
    }

    private static String quoted(List<Item> items, Function<Item, String> token) {
        return items.stream().map(item -> '"' + token.apply(item) + '"').collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void refusesWithASentenceWhateverIsOpenToNobody(Door door) {
        var foreign = item(waiting, Role.CLINICIAN);
        var closed = RestApi.operations().stream()
                .filter(operation -> !operation.method().equals("OPTIONS") && !isOpenToSomebody(operation))
                .collect(Collectors.toSet());
        assertThat(closed)
                .hasSizeGreaterThan(300)
                .contains(
                        new Operation("GET", "/history/task"),
                        new Operation("GET", "/task/report/candidate-group-count"),
                        new Operation("GET", "/execution/{id}/localVariables"),
                        new Operation("GET", "/process-instance/{id}/variables"),
                        new Operation("GET", "/filter/{id}/singleResult"));
        for (var operation : closed) {
            var kind = operation.kind();
            var id = kind.equals("task")
                    ? foreign.taskId()
                    : kind.equals("execution") ? foreign.executionId() : foreign.processInstanceId();
            var path = operation.path().replaceFirst("\\{[^}]*}", id).replaceAll("\\{[^}]*}", "reference");
            var answer = send(
                    door,
                    Role.PRACTICE_MANAGER,
                    operation.method() + " " + path + (operation.changes() ? " {}" : ""),
                    PLAIN);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.json().get("message").asText()).contains(" ").endsWith(".");
        }
    }

    // One item.

    @ParameterizedTest
    @MethodSource("doors")
    void opensAWorkItemToItsQueueAndItsClaimer(Door door) {
        for (var role : queues()) {
            for (var item : List.of(item(waiting, role), item(takenByAColleague, role), item(ownClaim, role))) {
                for (var route : List.of("", "/form", "/deployed-form", "/identity-links")) {
                    send(door, role, "GET /task/" + item.taskId() + route, PLAIN)
                            .expect(200);
                }
            }
        }
    }

    private static final List<String> OPEN_CHANGES = List.of(
            "POST /task/{task}/claim {\"userId\":\"{me}\"}",
            "POST /task/{task}/claim {\"userId\":null}",
            "POST /task/{task}/unclaim {}",
            "POST /task/{task}/submit-form {\"variables\":{}}");

    private static final List<String> CLOSED_CHANGES = List.of(
            "POST /task/{task}/complete {}",
            "POST /task/{task}/complete {\"variables\":{\"reference\":{\"value\":\"stolen\"}}}",
            "POST /task/{task}/resolve {}",
            "POST /task/{task}/delegate {\"userId\":\"{me}\"}",
            "POST /task/{task}/assignee {\"userId\":\"{me}\"}",
            "POST /task/{task}/identity-links {\"userId\":\"{me}\",\"type\":\"candidate\"}",
            "POST /task/{task}/identity-links/delete {\"groupId\":\"clinician\",\"type\":\"candidate\"}",
            "POST /task/{task}/bpmnError {\"errorCode\":\"x\"}",
            "POST /task/{task}/bpmnEscalation {\"escalationCode\":\"x\"}",
            "PUT /task/{task} {\"name\":\"x\",\"description\":\"x\"}",
            "DELETE /task/{task}",
            "PUT /task/{task}/variables/reference {\"value\":\"stolen\",\"type\":\"String\"}",
            "PUT /task/{task}/localVariables/reference {\"value\":\"stolen\",\"type\":\"String\"}",
            "POST /task/{task}/comment/create {\"message\":\"x\"}");

    @ParameterizedTest
    @MethodSource("doors")
    void letsNobodyChangeAWorkItemOfOthers(Door door) {
        inEveryRole(role -> {
            for (var item : others(role)) {
                var before = state(item);
                OPEN_CHANGES.forEach(route -> assertRefused(door, role, route, item));
                assertThat(state(item)).isEqualTo(before);
            }
            var item = others(role).get(0);
            var before = state(item);
            CLOSED_CHANGES.forEach(route -> assertRefused(door, role, route, item));
            assertThat(state(item)).isEqualTo(before);
        });
    }

    private void assertRefused(Door door, Role role, String route, Item item) {
        var answer = send(door, role, at(route, item).replace("{me}", TestStaff.of(role)), PLAIN);
        assertThat(answer.status()).as(role + " " + answer).isIn(403, 404, 409);
        assertTellsNothingOfOthers(role, answer, tokens(item));
    }

    private String state(Item item) {
        var task =
                engine.getTaskService().createTaskQuery().taskId(item.taskId()).singleResult();
        return task.getAssignee() + " " + task.getName() + " " + task.getDescription() + " " + task.getOwner() + " "
                + engine.getTaskService().getIdentityLinksForTask(item.taskId()).size() + " "
                + engine.getTaskService().getVariable(item.taskId(), "reference");
    }

    private static Set<String> tokens(Item item) {
        var tokens = item.whereItStands();
        tokens.add(item.taskId());
        return tokens;
    }

    private static String at(String route, Item item) {
        return route.replace("{task}", item.taskId());
    }

    private void assertTellsNothingOfOthers(Role role, Http.Answer answer, Set<String> asked) {
        var body = answer.body();
        var told = all().filter(item -> !isOf(role, item) && item.isToldIn(body, asked))
                .toList();
        assertThat(told).as("told to %s by %s", role, answer).isEmpty();
    }

    private Http.Answer send(Door door, Role role, String route, String accept) {
        var parts = route.split(" ", 3);
        var body = parts.length == 3 ? parts[2].getBytes(StandardCharsets.UTF_8) : null;
        return caller(role)
                .send(
                        parts[0],
                        door.mounted + parts[1].replace("%", "%25"),
                        body == null ? null : PLAIN,
                        body,
                        Map.of("Accept", accept));
    }

    private Http.Caller caller(Role role) {
        return callers.computeIfAbsent(TestStaff.of(role), http::inBrowser);
    }
}

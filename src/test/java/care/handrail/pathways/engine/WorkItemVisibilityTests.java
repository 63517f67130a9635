package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.pathways.engine.QueueWork.Item;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Holds every role to own queues and own claims, against every queue, by every route. */
@HandrailTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkItemVisibilityTests {

    private static final String MANY = "maxResults=2000";
    private static final String HAL = "application/hal+json, application/json; q=0.5";

    private final ProcessEngine engine;
    private final FilterService filters;
    private final Http http;

    private QueueWork work;
    private final Map<Role, Item> waiting = new EnumMap<>(Role.class);
    private final Map<Role, Item> takenByAColleague = new EnumMap<>(Role.class);
    /** By the role of whoever has claimed it; it waits in somebody else's queue. */
    private final Map<Role, Item> ownClaim = new EnumMap<>(Role.class);

    @Autowired
    WorkItemVisibilityTests(ProcessEngine engine, FilterService filters, Http http) {
        this.engine = engine;
        this.filters = filters;
        this.http = http;
    }

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
    }

    @AfterAll
    void empty() {
        work.remove();
    }

    static List<Role> queues() {
        return Arrays.stream(Role.values()).filter(Role::hasQueue).toList();
    }

    private static Role next(Role role) {
        var queues = queues();
        return queues.get((role.ordinal() + 1) % queues.size());
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

    static Stream<String> lists() {
        return Stream.of(
                "GET /task?" + MANY,
                "POST /task?" + MANY + " {}",
                "POST /task?" + MANY
                        + " {\"orQueries\":[{\"candidateGroups\":[\"clinician\",\"nursing\"],\"assigned\":true}]}",
                "POST /task?" + MANY + " {\"processDefinitionKey\":\"QueueWork\"}",
                "POST /task?" + MANY + " {\"assigneeLike\":\"%\"}",
                "GET /task?withCandidateGroups=true&includeAssignedTasks=true&" + MANY,
                "GET /task?involvedUser=a-colleague&" + MANY,
                "GET /task?assignee=a-colleague&" + MANY,
                "GET /task?candidateGroup=clinician&includeAssignedTasks=true&" + MANY,
                "POST /task?" + MANY
                        + " {\"processVariables\":[{\"name\":\"workQueue\",\"operator\":\"like\",\"value\":\"%\"}]}",
                "POST /task?" + MANY + " {\"sorting\":[{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\","
                        + "\"parameters\":{\"variable\":\"reference\",\"type\":\"String\"}}]}");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void showsEachRoleOwnWorkInLists(String route) {
        for (var role : Role.values()) {
            for (var accept : List.of("application/json", HAL)) {
                var answer = send(role, route, accept);
                assertShowsNothingOfOthers(role, answer.body(), Set.of(), route);
                answer.expect(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void showsEachRoleExactlyItsOwnWork(Role role) {
        if (role.hasQueue()) {
            var shown = send(role, "GET /task?" + MANY, "application/json")
                    .expect(200)
                    .body();
            var count = send(role, "GET /task/count?processDefinitionKey=QueueWork", "application/json")
                    .expect(200)
                    .json();
            assertThat(all().filter(item -> isOf(role, item)))
                    .isNotEmpty()
                    .allMatch(item -> shown.contains(item.taskId()));
            assertThat(count.get("count").asLong())
                    .isEqualTo(all().filter(item -> isOf(role, item)).count());
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void showsEachRoleOwnWorkInFilters(Role role) {
        for (var filter : filters.createTaskFilterQuery().list()) {
            for (var route : List.of(
                    "GET /filter/%s/list?" + MANY,
                    "POST /filter/%s/list?" + MANY + " {}",
                    "POST /filter/%s/list?" + MANY
                            + " {\"candidateGroup\":\"clinician\",\"includeAssignedTasks\":true}",
                    "GET /filter/%s?itemCount=true",
                    "GET /filter/%s/count",
                    "POST /filter/%s/count {}",
                    "GET /filter/%s/singleResult")) {
                for (var accept : List.of("application/json", HAL)) {
                    var answer = send(role, route.formatted(filter.getId()), accept);
                    assertShowsNothingOfOthers(role, answer.body(), Set.of(), filter.getName() + " " + route);
                    boolean own = role.hasQueue()
                            && (filter.getName().equals("My work")
                                    || filter.getName().endsWith(": " + role.label()));
                    boolean listed = !route.contains("singleResult");
                    assertThat(answer.status())
                            .as(role + " " + filter.getName() + " " + route)
                            .isIn(own && listed ? Set.of(200) : Set.of(403, 404));
                }
            }
        }
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

    private String listed(Role role, String filter) {
        var id = filters.createTaskFilterQuery()
                .filterName(filter)
                .singleResult()
                .getId();
        return send(role, "POST /filter/" + id + "/list?" + MANY + " {}", HAL)
                .expect(200)
                .body();
    }

    static Stream<String> byId() {
        return Stream.of(
                "GET /task/{task}",
                "GET /task/{task}/form",
                "GET /task/{task}/form-variables",
                "GET /task/{task}/deployed-form",
                "GET /task/{task}/rendered-form",
                "GET /task/{task}/identity-links",
                "GET /task/{task}/variables",
                "GET /task/{task}/variables/reference",
                "GET /task/{task}/localVariables",
                "GET /task/{task}/comment",
                "GET /task/{task}/attachment",
                "GET /task?processInstanceId={instance}&" + MANY,
                "GET /task?processInstanceBusinessKey={episode}&" + MANY,
                "GET /task?executionId={execution}&" + MANY,
                "GET /task/count?processInstanceId={instance}",
                "GET /task/report/candidate-group-count",
                "GET /history/task?taskId={task}&" + MANY,
                "GET /history/task/count?taskId={task}",
                "GET /history/user-operation?taskId={task}&" + MANY,
                "GET /history/identity-link-log?taskId={task}&" + MANY,
                "GET /history/variable-instance?processInstanceId={instance}&" + MANY,
                "GET /history/detail?taskId={task}&" + MANY,
                "GET /history/activity-instance?processInstanceId={instance}&" + MANY,
                "GET /history/process-instance/{instance}",
                "GET /variable-instance?processInstanceIdIn={instance}&" + MANY,
                "POST /variable-instance?" + MANY
                        + " {\"processInstanceIdIn\":[\"{instance}\"],\"variableName\":\"reference\"}",
                "GET /execution/{execution}/localVariables",
                "GET /process-instance/{instance}/variables",
                "GET /process-instance/{instance}/comment");
    }

    @ParameterizedTest
    @MethodSource("byId")
    void tellsNobodyOfAWorkItemOfOthers(String route) {
        for (var role : Role.values()) {
            for (var item : others(role)) {
                var answer = send(role, at(route, item), "application/json");
                assertShowsNothingOfOthers(role, answer.body(), tokens(item), at(route, item));
                if (answer.status() == 200) {
                    assertThat(answer.body().trim()).as(role + " " + answer).isIn("[]", "{}", "{\"count\":0}");
                } else {
                    assertThat(answer.status()).as(role + " " + answer).isIn(400, 403, 404);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("openById")
    void opensAWorkItemToItsQueueAndItsClaimer(String route) {
        for (var role : queues()) {
            for (var item : List.of(item(waiting, role), item(takenByAColleague, role), item(ownClaim, role))) {
                send(role, at(route, item), "application/json").expect(200);
            }
        }
    }

    static Stream<String> openById() {
        return Stream.of(
                "GET /task/{task}",
                "GET /task/{task}/form",
                "GET /task/{task}/deployed-form",
                "GET /task/{task}/identity-links");
    }

    static Stream<String> changes() {
        return Stream.of(
                "POST /task/{task}/claim {\"userId\":\"{me}\"}",
                "POST /task/{task}/claim {\"userId\":null}",
                "POST /task/{task}/unclaim {}",
                "POST /task/{task}/submit-form {\"variables\":{}}",
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
    }

    @ParameterizedTest
    @MethodSource("changes")
    void letsNobodyChangeAWorkItemOfOthers(String route) {
        for (var role : Role.values()) {
            for (var item : others(role)) {
                var before = state(item);
                var answer = send(role, at(route, item).replace("{me}", TestStaff.of(role)), "application/json");
                assertThat(answer.status()).as(role + " " + answer).isIn(403, 404, 409);
                assertThat(state(item)).isEqualTo(before);
            }
        }
    }

    private String state(Item item) {
        var task =
                engine.getTaskService().createTaskQuery().taskId(item.taskId()).singleResult();
        return task.getAssignee() + " " + task.getName() + " " + task.getDescription() + " " + task.getOwner() + " "
                + engine.getTaskService().getIdentityLinksForTask(item.taskId()).size() + " "
                + engine.getTaskService().getVariable(item.taskId(), "reference");
    }

    private static Set<String> tokens(Item item) {
        return new HashSet<>(List.of(item.taskId(), item.processInstanceId(), item.executionId(), item.episodeId()));
    }

    private static String at(String route, Item item) {
        return route.replace("{task}", item.taskId())
                .replace("{instance}", item.processInstanceId())
                .replace("{execution}", item.executionId())
                .replace("{episode}", item.episodeId());
    }

    private void assertShowsNothingOfOthers(Role role, String body, Set<String> asked, String route) {
        var told = new ArrayList<Item>();
        all().filter(item -> !isOf(role, item) && item.isToldIn(body, asked)).forEach(told::add);
        assertThat(told).as("told to %s by %s", role, route).isEmpty();
    }

    private Http.Answer send(Role role, String route, String accept) {
        var parts = route.split(" ", 3);
        var body = parts.length == 3 ? parts[2].getBytes(java.nio.charset.StandardCharsets.UTF_8) : null;
        return http.as(TestStaff.of(role))
                .send(
                        parts[0],
                        "/engine-rest" + parts[1].replace("%", "%25"),
                        body == null ? null : "application/json",
                        body,
                        Map.of("Accept", accept));
    }
}

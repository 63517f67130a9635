package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.pathways.engine.QueueWork.Item;
import care.handrail.pathways.engine.RestApi.Operation;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tries over HTTP what nobody may do through the engine's interfaces. */
@HandrailTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineGuardTests {

    private static final List<Role> TRIED = List.of(Role.RECEPTION, Role.PRACTICE_MANAGER, Role.ADMINISTRATOR);

    private final ProcessEngine engine;
    private final Http http;
    private final JdbcTemplate database;

    private QueueWork work;
    private Item item;

    @Autowired
    EngineGuardTests(ProcessEngine engine, Http http, JdbcTemplate database) {
        this.engine = engine;
        this.http = http;
        this.database = database;
    }

    @BeforeAll
    void makeWork() {
        work = new QueueWork(engine);
        item = work.in(Role.RECEPTION, "reception");
    }

    @AfterAll
    void remove() {
        work.remove();
    }

    static Stream<Operation> closedChanges() {
        return RestApi.operations().stream()
                .filter(Operation::changes)
                .filter(operation -> TRIED.stream().noneMatch(role -> isOpen(operation, role)));
    }

    private static boolean isOpen(Operation operation, Role role) {
        return EngineRoutes.REST.isOpen(
                operation.method(),
                operation.at("id-1"),
                new care.handrail.access.Staff("somebody", java.util.Set.of(role)));
    }

    @ParameterizedTest
    @MethodSource("closedChanges")
    void refusesEveryChangeThatIsNotOpenToEverybody(Operation operation) {
        var before = state();
        for (var role : TRIED) {
            var path = operation
                    .path()
                    .replaceFirst(
                            "\\{[^}]*}",
                            operation.path().startsWith("/task") ? item.taskId() : item.processInstanceId())
                    .replaceAll("\\{[^}]*}", "reference");
            var answer = http.as(TestStaff.of(role))
                    .send(
                            operation.method(),
                            "/engine-rest" + path,
                            "application/json",
                            "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(role + " " + answer).isEqualTo(403);
            assertThat(answer.json().get("type").asText()).isNotBlank();
            assertThat(answer.json().get("message").asText())
                    .as(path)
                    .endsWith(".")
                    .contains(" ");
        }
        assertThat(state()).isEqualTo(before);
    }

    private String state() {
        var task =
                engine.getTaskService().createTaskQuery().taskId(item.taskId()).singleResult();
        return task.getAssignee()
                + task.getName()
                + task.getDescription()
                + engine.getRuntimeService().getVariables(item.processInstanceId())
                + engine.getRepositoryService().createDeploymentQuery().count()
                + engine.getIdentityService()
                        .createUserQuery()
                        .userId("reception")
                        .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest//task/{task}/complete",
                "/engine-rest/task/{task}/complete/",
                "/engine-rest/task/{task}/complete;x=y",
                "/engine-rest;x=y/task/{task}/complete",
                "/engine-rest/task/{task}%2Fcomplete",
                "/engine-rest/task/{task}/%63omplete",
                "/engine-rest/task/x/../{task}/complete",
                "/engine-rest/task/x/%2e%2e/{task}/complete",
                "/engine-rest/./task/{task}/complete",
                "/ENGINE-REST/task/{task}/complete",
                "/engine-rest/TASK/{task}/complete",
                "/engine-rest/engine/default/task/{task}/complete",
                "/engine-rest/engine/%64efault/task/{task}/complete",
                "/engine-rest/engine/other/task/{task}/complete",
                "/engine-rest/task/{task}/complete%00",
                "/engine-rest/task/{task}/complete?x=/claim",
                "/engine-rest/task/{task}/complete#/claim",
                "//engine-rest/task/{task}/complete",
                "/api/../engine-rest/task/{task}/complete",
                "/engine-rest\\task\\{task}\\complete"
            })
    void isNotFooledByAPath(String path) throws IOException {
        for (var method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            int status = raw(method, path.replace("{task}", item.taskId()), Map.of());
            assertThat(status).as(method + " " + path).isIn(400, 401, 403, 404, 405);
        }
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .taskId(item.taskId())
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void isNotFooledByAHeaderThatReplacesTheMethod(String header) throws IOException {
        var task = "/engine-rest/task/" + item.taskId();
        assertThat(raw("GET", task, Map.of(header, "DELETE"))).isEqualTo(403);
        assertThat(raw("GET", task + "?_method=DELETE", Map.of())).isEqualTo(200);
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .taskId(item.taskId())
                        .count())
                .isEqualTo(1);
    }

    /** Sends a request line as it stands, which no client library would. */
    private int raw(String method, String path, Map<String, String> headers) throws IOException {
        var address = http.address("/");
        var basic = Base64.getEncoder()
                .encodeToString(("reception:" + TestStaff.PASSWORD).getBytes(StandardCharsets.UTF_8));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var request = new StringBuilder(method + " " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + "Authorization: Basic " + basic
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n");
            headers.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write((request + "\r\n{}").getBytes(StandardCharsets.UTF_8));
            var line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            return Integer.parseInt(line.split(" ")[1]);
        }
    }

    @Test
    void recordsAChangeThatItRefused() {
        var path = "/engine-rest/process-instance/" + item.processInstanceId();
        http.as("manager").delete(path).expect(403);
        assertThat(database.queryForList(
                        "select concat(USER_ID, ' ', KIND, ' ', OUTCOME) from AUDIT_EVENT where OBJECT = ?",
                        String.class,
                        "rest:DELETE " + path))
                .contains("manager ACCESS_REFUSED REFUSED");
    }

    @Test
    void letsOneOfTwoClaimAtOnceAndTellsTheOtherClearly() throws Exception {
        for (int round = 0; round < 10; round++) {
            var contested = work.in(Role.CLINICIAN);
            var start = new CountDownLatch(1);
            var statuses = new ArrayList<Http.Answer>();
            var pool = Executors.newFixedThreadPool(2);
            var tries = Stream.of("clinician", "clinician2")
                    .map(person -> pool.submit(() -> {
                        start.await();
                        return claim(person, contested);
                    }))
                    .toList();
            start.countDown();
            for (var attempt : tries) {
                statuses.add(attempt.get());
            }
            pool.shutdown();
            assertThat(statuses).extracting(Http.Answer::status).containsExactlyInAnyOrder(204, 409);
            assertThat(statuses.stream()
                            .filter(answer -> answer.status() == 409)
                            .findFirst()
                            .orElseThrow()
                            .json()
                            .get("message")
                            .asText())
                    .contains("Somebody else has just claimed this work item.");
        }
    }

    @Test
    void refusesToClaimForSomebodyElseOrWhatIsClaimed() {
        var waiting = work.in(Role.CLINICIAN);
        http.as("clinician")
                .post("/engine-rest/task/" + waiting.taskId() + "/claim", Map.of("userId", "clinician2"))
                .expect(403);
        claim("clinician", waiting).expect(204);
        claim("clinician2", waiting).expect(409);
        claim("clinician", waiting).expect(204);
        http.as("clinician2")
                .post("/engine-rest/task/" + waiting.taskId() + "/unclaim", "{}")
                .expect(403);
        http.as("clinician2")
                .post("/engine-rest/task/" + waiting.taskId() + "/submit-form", "{\"variables\":{}}")
                .expect(403);
        http.as("clinician")
                .post("/engine-rest/task/" + waiting.taskId() + "/unclaim", "{}")
                .expect(204);
        claim("clinician2", waiting).expect(204);
    }

    @Test
    void tellsThatACompletedWorkItemIsGone() {
        var done = work.in(Role.CLINICIAN);
        claim("clinician", done).expect(204);
        var submit = "/engine-rest/task/" + done.taskId() + "/submit-form";
        http.as("clinician").post(submit, "{\"variables\":{}}").expect(204);
        assertThat(http.as("clinician")
                        .post(submit, "{\"variables\":{}}")
                        .expect(409)
                        .body())
                .contains("This work item is no longer open");
        assertThat(claim("clinician2", done).expect(404).body()).contains("This work item is gone");
    }

    private Http.Answer claim(String person, Item contested) {
        return http.as(person).post("/engine-rest/task/" + contested.taskId() + "/claim", Map.of("userId", person));
    }

    @Test
    void showsManagersWherePathwaysStandAndNothingThatTheyCarry() {
        for (var person : List.of("manager", "admin")) {
            var caller = http.as(person);
            assertThat(caller.get("/engine-rest/process-instance?processDefinitionKey=QueueWork")
                            .expect(200)
                            .body())
                    .contains(item.processInstanceId());
            assertThat(caller.get("/engine-rest/process-instance/" + item.processInstanceId() + "/activity-instances")
                            .expect(200)
                            .body())
                    .contains("Task_DoWork");
            caller.get("/engine-rest/incident").expect(200);
            caller.get("/engine-rest/job").expect(200);
            var variables = caller.post(
                    "/engine-rest/variable-instance", Map.of("processInstanceIdIn", List.of(item.processInstanceId())));
            assertThat(variables.expect(200).body()).isEqualTo("[]");
            caller.get("/engine-rest/process-instance?maxResults=5&sortBy=businessKey&sortOrder=asc")
                    .expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?variables=site_eq_main",
                "?%76ariables=site_eq_main",
                "?processDefinitionKey=QueueWork&&variables=site_eq_main",
                "?maxResults=5&incidentMessageLike=%25a%25",
                "?=x"
            })
    void letsNobodyLookForPathwaysByWhatTheyCarry(String query) {
        assertThat(http.as("manager")
                        .get("/engine-rest/process-instance" + query)
                        .expect(403)
                        .json()
                        .get("message")
                        .asText())
                .startsWith("Pathways can be looked for by where they stand, not by what they carry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'variables':[{'name':'site','operator':'eq','value':'main'}]}",
                "{'orQueries':[{'variables':[{'name':'site','operator':'eq','value':'main'}]}]}",
                "{'sorting':[{'sortBy':'businessKey','sortOrder':'asc','parameters':{'variable':'site'}}]}",
                "{'active':true,'active':{'variables':[]}}",
                "nothing that can be read"
            })
    void letsNobodyLookForPathwaysByWhatTheyCarryInTheBody(String body) {
        for (var path : List.of("", "/count")) {
            http.as("manager")
                    .post("/engine-rest/process-instance" + path, body.replace('\'', '"'))
                    .expect(403);
        }
    }

    @Test
    void limitsAListThatNamesNoLimit() {
        http.as("reception").get("/engine-rest/task").expect(200);
        http.as("reception").get("/engine-rest/task?maxResults=5").expect(200);
        assertThat(http.as("reception")
                        .get("/engine-rest/task?maxResults=2001")
                        .expect(400)
                        .body())
                .contains("Max results limit of 2000 exceeded");
    }

    @Test
    void keepsTheFirstAdministratorsDoorShut() {
        var answer =
                http.asNobody().post("/camunda/api/admin/setup/default/user/create", "{\"profile\":{\"id\":\"evil\"}}");
        assertThat(answer.status()).isIn(401, 403);
        assertThat(engine.getIdentityService().createUserQuery().userId("evil").count())
                .isZero();
        assertThat(engine.getIdentityService()
                        .createGroupQuery()
                        .groupId("camunda-admin")
                        .count())
                .isZero();
    }
}

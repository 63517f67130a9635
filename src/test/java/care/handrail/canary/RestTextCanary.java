package care.handrail.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.engine.RestApi;
import care.handrail.pathways.engine.RestApi.Operation;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Pushes marked text through every operation of every REST interface, wherever the operation takes a text: refused with
 * a sentence, or not kept in clear.
 *
 * <p>What the administrator writes into the accounts of the staff may be kept: it is no patient's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RestTextCanary {

    /** Somebody who works with patients, and everybody who may do more with the engine. */
    private static final List<String> CALLERS = List.of("reception", "manager", "governance", "admin");

    /** What may be kept: the name of a new account, and that it was made. */
    private static final String NEW_ACCOUNT = "admin POST /user/create";

    private static final Pattern SENTENCE = Pattern.compile("\\w+ \\w+ \\w+");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private RepositoryService models;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private FilterService filters;

    @Autowired
    private IdentityService accounts;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping ownApi;

    private final Marks marks = new Marks("zqfinken", "098765413");
    private final Map<Operation, Method> operations = RestApi.methods();
    private final Map<String, String> ids = new TreeMap<>();
    private final Set<String> called = new TreeSet<>();
    private final Set<String> taken = new TreeSet<>();
    private final Map<String, String> wrong = new TreeMap<>();
    private Finds logged = new Finds();
    private @Nullable Patient patient;

    @BeforeAll
    void push() {
        var begun = pathway.begin("PatientPathway", "StartEnquiry", PathwayOverHttp.someoneNew());
        patient = begun;
        var task = begun.item("ReviewEnquiry");
        begun.claim("ReviewEnquiry");
        accounts.saveUser(accounts.newUser("zq-user"));
        ids.put("/task/", task.getId());
        ids.put("/process-instance/", task.getProcessInstanceId());
        ids.put("/execution/", task.getProcessInstanceId());
        ids.put("/process-definition/", task.getProcessDefinitionId());
        ids.put("/process-definition/key/", "PassToClinician");
        ids.put("/filter/", filters.createFilterQuery().list().get(0).getId());
        ids.put(
                "/job/",
                jobs.createJobQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .list()
                        .get(0)
                        .getId());
        ids.put("/user/", "zq-user");
        ids.put("/group/", "reception");
        ids.put(
                "/deployment/",
                models.createDeploymentQuery()
                        .orderByDeploymentTime()
                        .desc()
                        .list()
                        .get(0)
                        .getId());

        var levels = Map.of("ROOT", Level.INFO, "org.camunda.bpm.engine.context", Level.INFO);
        try (var log = new LogWatch(marks, levels)) {
            logged = log.finds();
            for (var caller : CALLERS) {
                operations.keySet().stream()
                        .filter(operation -> !operation.method().equals("OPTIONS"))
                        .forEach(operation -> call(caller, operation));
                ownOperations().forEach(operation -> callOwn(caller, operation));
            }
        }
    }

    @AfterAll
    void takeAway() {
        if (patient != null) {
            processes
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(patient.episodeId())
                    .rootProcessInstances()
                    .list()
                    .forEach(instance -> processes.deleteProcessInstance(instance.getId(), "test"));
        }
        rows.update("delete from ACT_ID_USER where ID_ like 'zq%'");
    }

    @Test
    void callsEveryOperation() {
        assertThat(operations.keySet().stream()
                        .filter(operation -> !operation.method().equals("OPTIONS"))
                        .map(Operation::toString))
                .hasSizeGreaterThan(450)
                .allMatch(operation -> called.containsAll(
                        CALLERS.stream().map(caller -> caller + " " + operation).toList()));
        assertThat(called).contains("reception POST /api/enquiries", "governance POST /api/pathways/releases");
        // What is refused at the door alone would prove little.
        assertThat(taken)
                .contains(
                        "admin POST /user/create",
                        "manager GET /deployment",
                        "admin PUT /user/{id}/credentials",
                        "reception POST /task/{id}/unclaim");
    }

    @Test
    void refusesWithASentenceOrTakes() {
        assertThat(wrong).isEmpty();
    }

    @Test
    void keepsNoneInAnyTable() {
        var finds = new Finds();
        new Tables(database).forEach((table, column, value) -> finds.add(marks.in(value), table));
        var found = finds.besides("");
        assertThat(found.remove(NEW_ACCOUNT))
                .contains("ACT_ID_USER")
                .isSubsetOf("ACT_ID_USER", "ACT_HI_OP_LOG", "AUDIT_EVENT", "SET_PASSWORD");
        assertThat(found).isEmpty();
    }

    @Test
    void keepsNoneInTheLog() {
        assertThat(logged.besides("")).isEmpty();
    }

    private void call(String caller, Operation operation) {
        var name = caller + " " + operation;
        var method = operations.get(operation);
        if (method == null) {
            throw new AssertionError(operation);
        }
        var first = send(caller, operation, method, MarkedBody.everywhere(marks.text(name)), marks.text(name) + "1");
        note(name, first);
        if (!first.body().contains("NotOpenException")) {
            note(name, send(caller, operation, method, MarkedBody.acceptable(marks.text(name)), marks.text(name)));
        }
    }

    private Answer send(String caller, Operation operation, Method method, MarkedBody marked, String inPath) {
        var sibling = operations.get(new Operation("POST", operation.path()));
        var query = marked.queryOf(method, operation.method().equals("GET") ? sibling : null).entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(joining("&"));
        var path = "/engine-rest" + path(operation, inPath) + (query.isEmpty() ? "" : "?" + query);
        var body = operation.changes() ? marked.bodyOf(method) : null;
        if (MarkedBody.takesJson(method)) {
            return http.as(caller).send(operation.method(), path, "application/json", json(body));
        }
        var part = """
                --zq\r
                Content-Disposition: form-data; name="%1$s"; filename="%1$s.bpmn"\r
                Content-Type: text/plain\r
                \r
                %1$s\r
                --zq--\r
                """.formatted(inPath);
        return http.as(caller).send(operation.method(), path, "multipart/form-data; boundary=zq", part.getBytes(UTF_8));
    }

    /** Returns the path with what exists in the first place that is filled in, and marks in the others. */
    private String path(Operation operation, String mark) {
        var path = operation.path();
        int first = path.indexOf('{');
        var known = first < 0 ? null : ids.get(path.substring(0, first));
        if (known != null) {
            path = path.replaceFirst("\\{[^}]*}", Matcher.quoteReplacement(known));
        }
        return path.replaceAll("\\{[^}]*}", mark);
    }

    private Stream<Operation> ownOperations() {
        return ownApi.getHandlerMethods().keySet().stream().flatMap(RestTextCanary::operations);
    }

    private static Stream<Operation> operations(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> new Operation(method.name(), path)));
    }

    private void callOwn(String caller, Operation operation) {
        var name = caller + " " + operation;
        var mark = marks.text(name);
        var fields = new TreeMap<String, Object>();
        Planting.form("StartEnquiry").fields().forEach(field -> fields.put(field.key(), mark));
        for (var field : List.of("reason", "passNote", "receivedInformation", "hash", "pathway", mark)) {
            fields.put(field, mark);
        }
        for (var place : List.of(mark, ids.getOrDefault("/task/", ""))) {
            note(
                    name,
                    http.as(caller)
                            .send(
                                    operation.method(),
                                    operation.at(place) + "?name=" + mark,
                                    operation.path().endsWith("/import") ? "text/csv" : "application/json",
                                    json(operation.changes() ? fields : null),
                                    Map.of("Idempotency-Key", mark)));
        }
    }

    private void note(String name, Answer answer) {
        called.add(name);
        if (answer.status() < 400) {
            taken.add(name);
        } else if (answer.status() == 401
                || !name.contains(" HEAD ") && !SENTENCE.matcher(answer.body()).find()) {
            wrong.put(name, answer.toString());
        }
    }

    private static byte @Nullable [] json(@Nullable Object body) {
        try {
            return body == null ? null : JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

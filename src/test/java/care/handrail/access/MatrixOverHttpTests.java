package care.handrail.access;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareRelationship.End;
import care.handrail.access.PermissionMatrix.Cell;
import care.handrail.pathways.engine.RestApi;
import care.handrail.pathways.engine.RestApi.Operation;
import care.handrail.pathways.model.FormModel;
import care.handrail.testing.FormFiller;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import care.handrail.testing.TestStaff;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Holds every route to the permission matrix. One patient has a mark in each class of data; whoever asks for it, in
 * every role, on the care team and off it, gets exactly the marks of the classes that the matrix opens.
 *
 * <p>Which classes a route can give or take stands in {@code route-data.yaml}; a route without a row there fails.
 */
@HandrailTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixOverHttpTests {

    private static final PermissionMatrix MATRIX = PermissionMatrix.shipped();
    private static final Path ROWS = Path.of("src/test/resources/route-data.yaml");

    private static final String NHS_NUMBER = "9994718207";
    private static final String CLINICAL_NOTE = "zqclinicalpass";

    /** What tells that data of a class is in an answer. */
    private static final Map<DataClass, Set<String>> MARKS = Map.of(
            DataClass.MINIMAL_IDENTITY, Set.of("zqgiven", "zqsurname"),
            DataClass.IDENTITY, Set.of(NHS_NUMBER, "999 471 8207", "1931-07-23", "23 july 1931", "23/07/1931"),
            DataClass.CONTACT, Set.of("zqcontact", "01632 960471", "01632960471"),
            DataClass.CLINICAL, Set.of("zqclinical"),
            DataClass.BILLING, Set.of("zqbilling"),
            DataClass.AUDIT_TRAIL, Set.of("zqtrail"));

    /** A field of each class in which a draft can be kept, by the form that has it. */
    private static final Map<String, Map<DataClass, String>> DRAFTED = Map.of(
            "CaptureDetails",
            Map.of(
                    DataClass.OPERATIONAL, "registrationOutcome",
                    DataClass.IDENTITY, "localIdentifier",
                    DataClass.CONTACT, "town",
                    DataClass.BILLING, "payerReference"),
            "SeeEnquiryNow",
            Map.of(DataClass.CLINICAL, "seenNote"),
            "ReviewBreakGlass",
            Map.of(DataClass.AUDIT_TRAIL, "breakGlassNote"));

    /** The engine's routes that look for something and answer with a list or a number. */
    private static final Pattern QUESTION = Pattern.compile("/(engine-rest|camunda/api/cockpit/plugin/base/[^/]+)/"
            + "(process-instance|process-definition|incident|job|job-definition|variable-instance|external-task|task"
            + "|filter/\\{id})(/count|/list)?");

    private static final Pattern OF_OWN_WORK = Pattern.compile("/engine-rest/(task|filter)(/.*)?");

    /** The classes whose marks each form shows. */
    private static final Map<String, Set<DataClass>> SHOWN = Map.of(
            "CaptureDetails",
            EnumSet.of(DataClass.IDENTITY, DataClass.MINIMAL_IDENTITY, DataClass.CONTACT, DataClass.BILLING),
            "SeeEnquiryNow",
            EnumSet.of(
                    DataClass.OPERATIONAL,
                    DataClass.IDENTITY,
                    DataClass.MINIMAL_IDENTITY,
                    DataClass.CONTACT,
                    DataClass.CLINICAL),
            "ReviewBreakGlass",
            EnumSet.of(DataClass.AUDIT_TRAIL));

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private TaskService workItems;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private FilterService filters;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private ApplicationContext clinic;

    private final Set<Cell> driven = new HashSet<>();
    private final Map<Role, Http.Caller> browsers = new EnumMap<>(Role.class);
    private String reference = "";
    private Map<String, Task> items = Map.of();
    private Map<String, String> ids = Map.of();

    @BeforeAll
    void plant() {
        var values = new HashMap<>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of(
                "givenName", "Zqgiven",
                "surname", "Zqsurname",
                "dateOfBirth", "1931-07-23",
                "nhsNumber", NHS_NUMBER,
                "phone", "01632 960471",
                "email", "zqcontact@example.org",
                "enquiryText", "zqclinical",
                "payerName", "Zqbilling"));
        Patient patient = pathway.begin("PatientPathway", "StartEnquiry", values);
        patient.answer("accepted");
        reference = String.valueOf(
                processes.getVariable(patient.item("CaptureDetails").getProcessInstanceId(), "reference"));
        http.as("reception")
                .post("/api/episodes/" + reference + "/pass-to-clinician", Map.of("passNote", CLINICAL_NOTE))
                .expect(202);
        patient.runJobs();
        items = new HashMap<>(patient.open());
        assertThat(items).containsOnlyKeys("CaptureDetails", "SeeEnquiryNow");
        var item = item("SeeEnquiryNow");
        var patientId = String.valueOf(processes.getVariable(item.getProcessInstanceId(), "patientId"));
        http.as("clinician2")
                .post("/api/patients/" + patientId + "/break-glass", Map.of("reason", "covering", "words", "zqtrail"))
                .expect(201);
        items.put(
                "ReviewBreakGlass",
                workItems
                        .createTaskQuery()
                        .taskDefinitionKey("Task_ReviewBreakGlass")
                        .processVariableValueEquals("patientId", patientId)
                        .initializeFormKeys()
                        .singleResult());
        ids = Map.of(
                "/task/", item.getId(),
                "/work-items/", item.getId(),
                "/process-instance/", item.getProcessInstanceId(),
                "/patients/", patientId,
                "/process-definition/key/", "PassToClinician",
                "/process-definition/", item.getProcessDefinitionId(),
                "/filter/", filters.createFilterQuery().list().get(0).getId(),
                "{reference}", reference);
    }

    @AfterAll
    void removeAndTell() {
        items.values().forEach(item -> workItems.setAssignee(item.getId(), null));
        database.update("delete from RECORD_DRAFT where WORK_ITEM_ID in (?, ?, ?)", ids());
        processes
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(Objects.requireNonNull(processes
                        .createProcessInstanceQuery()
                        .processInstanceId(item("SeeEnquiryNow").getProcessInstanceId())
                        .singleResult()
                        .getBusinessKey()))
                .rootProcessInstances()
                .list()
                .forEach(instance -> processes.deleteProcessInstance(instance.getId(), "test"));
        processes.deleteProcessInstance(item("ReviewBreakGlass").getProcessInstanceId(), "test");
        long all = PermissionMatrix.cells().count();
        System.out.printf(
                "permission matrix over HTTP: %d of %d cells driven, on the care team and off it; no route does the"
                        + " other %d%n",
                driven.size(), all, all - driven.size());
    }

    private Object[] ids() {
        return items.values().stream().map(Task::getId).toArray();
    }

    // Every route has its row.

    @Test
    void everyRouteSaysWhichDataItGivesAndTakes() throws IOException {
        var rows = rows();
        if (Boolean.getBoolean("handrail.routes.write")) {
            routes().map(Operation::toString)
                    .filter(route -> !rows.containsKey(route))
                    .forEach(System.out::println);
        }
        assertThat(rows.keySet())
                .as("src/test/resources/route-data.yaml has a row for each route that somebody can call")
                .isEqualTo(routes().map(Operation::toString).collect(toCollection(TreeSet::new)));
    }

    @Test
    void everyKindOfCellThatARouteServesIsTested() throws IOException {
        var served = new TreeSet<String>();
        rows().values()
                .forEach(row -> row.forEach(
                        (action, classes) -> classes.forEach(dataClass -> served.add(action + " " + dataClass))));
        assertThat(served)
                .containsExactlyInAnyOrder(
                        "create audit-trail",
                        "create billing",
                        "create clinical",
                        "create contact",
                        "create identity",
                        "create operational",
                        "export audit-trail",
                        "view audit-trail",
                        "view billing",
                        "view clinical",
                        "view contact",
                        "view identity",
                        "view minimal-identity",
                        "view operational");
    }

    private Stream<Operation> routes() {
        return Stream.concat(
                RestApi.open().stream(),
                clinic.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                        .flatMap(MatrixOverHttpTests::operations));
    }

    private static Stream<Operation> operations(RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .flatMap(path -> methods.isEmpty()
                        ? Stream.of(new Operation("ANY", path))
                        : methods.stream().map(method -> new Operation(method.name(), path)));
    }

    private static Map<String, Map<String, List<String>>> rows() throws IOException {
        return new TreeMap<>(YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .readValue(Files.readString(ROWS), new TypeReference<Map<String, Map<String, List<String>>>>() {}));
    }

    // Viewing.

    @ParameterizedTest
    @EnumSource
    void showsOnTheCareTeamExactlyWhatTheMatrixOpens(Role role) {
        items.forEach((form, item) -> {
            give(item, role);
            assertShows(role, form, item, true);
        });
    }

    @ParameterizedTest
    @EnumSource
    void showsOffTheCareTeamExactlyWhatTheMatrixOpens(Role role) {
        items.forEach((form, item) -> {
            give(item, role);
            leaveTeam(item, role);
            assertShows(role, form, item, false);
        });
    }

    private void assertShows(Role role, String form, Task item, boolean onTeam) {
        var shown = marksIn(http.as(TestStaff.of(role)).get("/engine-rest/task/" + item.getId() + "/form-variables"));
        var expected = EnumSet.noneOf(DataClass.class);
        for (var dataClass : DataClass.ofForms()) {
            driven.add(new Cell(role, dataClass, Action.VIEW));
            if (isOpen(role, dataClass, Action.VIEW, onTeam, true)) {
                expected.add(dataClass);
            }
        }
        if (expected.contains(DataClass.IDENTITY)) {
            // The name is part of the identity.
            expected.add(DataClass.MINIMAL_IDENTITY);
        }
        expected.retainAll(Objects.requireNonNull(SHOWN.get(form)));
        assertThat(shown).as("%s opens %s, on the team: %s", role, form, onTeam).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void showsAnEpisodeToWhomTheMatrixOpensItsEnvelope(Role role) {
        items.values().forEach(item -> workItems.setAssignee(item.getId(), null));
        boolean waitsInOwnQueue = waitsInQueueOf(role);

        var answer = http.as(TestStaff.of(role)).get("/api/episodes/" + reference);

        var open = isOpen(role, DataClass.OPERATIONAL, Action.VIEW, false, waitsInOwnQueue);
        answer.expect(open ? 200 : 404);
        assertThat(marksIn(answer))
                .isEqualTo(open ? EnumSet.of(DataClass.OPERATIONAL) : EnumSet.noneOf(DataClass.class));
    }

    private boolean waitsInQueueOf(Role role) {
        return Stream.of(item("CaptureDetails"), item("SeeEnquiryNow"))
                .flatMap(item -> workItems.getIdentityLinksForTask(item.getId()).stream())
                .map(IdentityLink::getGroupId)
                .anyMatch(role.group()::equals);
    }

    @ParameterizedTest
    @EnumSource
    void findsAndOpensAPatientAsFarAsTheMatrixOpensIt(Role role) {
        var caller = http.as(TestStaff.of(role));
        var item = item("SeeEnquiryNow");
        for (var onTeam : List.of(true, false)) {
            give(item, role);
            if (!onTeam) {
                leaveTeam(item, role);
            }
            driven.add(new Cell(role, DataClass.MINIMAL_IDENTITY, Action.VIEW));
            boolean searches = isOpen(role, DataClass.MINIMAL_IDENTITY, Action.VIEW, false, false);
            var found = caller.post("/api/patients/search", Map.of("nhsNumber", NHS_NUMBER))
                    .expect(searches ? 200 : 403);
            var told = EnumSet.noneOf(DataClass.class);
            if (searches) {
                told.add(DataClass.MINIMAL_IDENTITY);
                if (isOpen(role, DataClass.IDENTITY, Action.VIEW, onTeam, false)) {
                    told.add(DataClass.IDENTITY);
                }
            }
            assertThat(marksIn(found))
                    .as("%s finds, on the team: %s", role, onTeam)
                    .isEqualTo(told);

            var shown = EnumSet.noneOf(DataClass.class);
            DataClass.ofForms().stream()
                    .filter(dataClass -> isOpen(role, dataClass, Action.VIEW, onTeam, false))
                    .forEach(shown::add);
            // Why somebody looked is no part of the record.
            shown.remove(DataClass.AUDIT_TRAIL);
            boolean opens = !EnumSet.of(DataClass.OPERATIONAL).containsAll(shown);
            if (shown.contains(DataClass.IDENTITY)) {
                shown.add(DataClass.MINIMAL_IDENTITY);
            }
            var record = caller.get("/api/patients/" + ids.get("/patients/")).expect(opens ? 200 : 404);
            assertThat(marksIn(record))
                    .as("%s opens the record, on the team: %s", role, onTeam)
                    .isEqualTo(opens ? shown : EnumSet.noneOf(DataClass.class));
        }
    }

    // Writing down.

    @ParameterizedTest
    @EnumSource
    void takesOnTheCareTeamExactlyWhatTheMatrixOpens(Role role) {
        items.forEach((form, item) -> {
            give(item, role);
            assertTakes(role, form, item, true);
        });
    }

    @ParameterizedTest
    @EnumSource
    void takesOffTheCareTeamExactlyWhatTheMatrixOpens(Role role) {
        items.forEach((form, item) -> {
            give(item, role);
            leaveTeam(item, role);
            assertTakes(role, form, item, false);
        });
    }

    private void assertTakes(Role role, String form, Task item, boolean onTeam) {
        var caller = http.as(TestStaff.of(role));
        var draft = "/api/work-items/" + item.getId() + "/draft";
        Objects.requireNonNull(DRAFTED.get(form)).forEach((dataClass, field) -> {
            driven.add(new Cell(role, dataClass, Action.CREATE));
            database.update("delete from RECORD_DRAFT where WORK_ITEM_ID = ?", item.getId());
            boolean open = isOpen(role, dataClass, Action.CREATE, onTeam, true);

            caller.put(draft, Map.of(field, "zqdraft")).expect(open ? 204 : 403);

            assertThat(database.queryForObject(
                            "select count(*) from RECORD_DRAFT where WORK_ITEM_ID = ?", Integer.class, item.getId()))
                    .as("drafts of %s by %s, on the team: %s", dataClass, role, onTeam)
                    .isEqualTo(open ? 1 : 0);
            assertThat(caller.get(draft).body().contains("zqdraft"))
                    .as("%s reads a draft of %s, on the team: %s", role, dataClass, onTeam)
                    .isEqualTo(open && isOpen(role, dataClass, Action.VIEW, onTeam, true));
        });
        database.update("delete from RECORD_DRAFT where WORK_ITEM_ID = ?", item.getId());
    }

    @ParameterizedTest
    @EnumSource
    void keepsNoFormOfWhomTheMatrixDoesNotLetWriteAllOfIt(Role role) {
        var item = item("SeeEnquiryNow");
        var values = FormFiller.needed(form(item), Map.of("seenOutcome", "advised", "seenNote", "zqclinical"));
        for (var onTeam : List.of(true, false)) {
            if (isOpen(role, DataClass.CLINICAL, Action.CREATE, onTeam, true)) {
                continue;
            }
            give(item, role);
            if (!onTeam) {
                leaveTeam(item, role);
            }
            var variables = values.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> Map.of("value", entry.getValue())));
            http.as(TestStaff.of(role))
                    .post("/engine-rest/task/" + item.getId() + "/submit-form", Map.of("variables", variables))
                    .expect(403);
            assertThat(workItems.createTaskQuery().taskId(item.getId()).count()).isEqualTo(1);
        }
    }

    private FormModel form(Task item) {
        var file = item.getCamundaFormRef().getKey() + ".form";
        try {
            return FormModel.read(file, Files.readAllBytes(Path.of("forms/episodes", file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The audit trail.

    @ParameterizedTest
    @EnumSource
    void opensTheAuditTrailToWhomTheMatrixOpensIt(Role role) {
        var caller = http.as(TestStaff.of(role));
        driven.add(new Cell(role, DataClass.AUDIT_TRAIL, Action.VIEW));
        driven.add(new Cell(role, DataClass.AUDIT_TRAIL, Action.EXPORT));
        var last = Objects.requireNonNull(database.queryForObject("select max(EVENT_NO) from AUDIT_EVENT", Long.class));

        caller.post("/api/audit/check", "")
                .expect(isOpen(role, DataClass.AUDIT_TRAIL, Action.VIEW, false, false) ? 200 : 403);
        boolean exports = isOpen(role, DataClass.AUDIT_TRAIL, Action.EXPORT, false, false);
        assertThat(caller.get("/api/audit/events?after=" + (last - 3))
                        .expect(exports ? 200 : 403)
                        .body()
                        .contains("\"event_no\":"))
                .isEqualTo(exports);
        // Who looked at this patient by a claim that came to nothing is part of the trail.
        var item = item("SeeEnquiryNow");
        give(item, Role.CLINICIAN);
        workItems.setAssignee(item.getId(), null);
        for (var list : List.of("released", "people/" + TestStaff.of(Role.CLINICIAN))) {
            boolean open = isOpen(role, DataClass.AUDIT_TRAIL, Action.VIEW, false, false);
            assertThat(caller.get("/api/access-review/" + list)
                            .expect(open ? 200 : 403)
                            .body()
                            .contains(item.getId()))
                    .isEqualTo(open);
        }
        var proof = caller.get("/api/audit/events/" + last + "/proof").status();
        assertThat(proof).isIn(exports ? List.of(200, 404) : List.of(403));
    }

    // Everything else.

    /** Nobody is on the care team here, and nothing is claimed: what is left is what a role sees of any patient. */
    @ParameterizedTest
    @EnumSource
    void noRouteGivesARoleWhatItMayNotSee(Role role) throws IOException {
        items.values().forEach(item -> workItems.setAssignee(item.getId(), null));
        var rows = rows();
        var leaks = new LinkedHashMap<String, Object>();
        routes().filter(route ->
                        !route.path().startsWith("/v3/") && !route.path().startsWith("/api/audit/"))
                .forEach(route -> noteLeak(role, route, rows, false, leaks));
        assertThat(leaks).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void noRouteGivesTheCareTeamMoreThanTheRoleOpens(Role role) throws IOException {
        var rows = rows();
        var leaks = new LinkedHashMap<String, Object>();
        routes().filter(route -> rows.getOrDefault(route.toString(), Map.of()).containsKey("view"))
                .filter(route -> !route.path().startsWith("/api/audit/"))
                .forEach(route -> {
                    give(item("SeeEnquiryNow"), role);
                    noteLeak(role, route, rows, true, leaks);
                });
        assertThat(leaks).isEmpty();
    }

    private void noteLeak(
            Role role,
            Operation route,
            Map<String, Map<String, List<String>>> rows,
            boolean onTeam,
            Map<String, Object> leaks) {
        var found = marksIn(call(role, route));
        rows.getOrDefault(route.toString(), Map.of()).getOrDefault("view", List.of()).stream()
                .map(DataClass::named)
                .filter(dataClass -> isOpen(role, dataClass, Action.VIEW, onTeam, true))
                .forEach(dataClass -> {
                    found.remove(dataClass);
                    if (dataClass == DataClass.IDENTITY) {
                        // The name is part of the identity.
                        found.remove(DataClass.MINIMAL_IDENTITY);
                    }
                });
        if (!found.isEmpty()) {
            leaks.put(route.toString(), found);
        }
    }

    /** Whoever may not see a code must not learn either which of the answers belong to it. */
    @ParameterizedTest
    @EnumSource
    void noRouteTellsByWhatItFindsWhatItDoesNotShow(Role role) {
        items.values().forEach(item -> workItems.setAssignee(item.getId(), null));
        boolean inOwnQueue = waitsInQueueOf(role);
        var told = new TreeSet<String>();
        routes().filter(route -> QUESTION.matcher(route.path()).matches())
                .filter(route ->
                        !(inOwnQueue && OF_OWN_WORK.matcher(route.path()).matches()))
                .forEach(route -> questions(route).forEach(question -> {
                    var there = ask(role, route, question.replace("VALUE", reference));
                    if (there.status() != 403
                            && !there.body()
                                    .equals(ask(role, route, question.replace("VALUE", "REF-0000"))
                                            .body())) {
                        told.add(route + " " + question);
                    }
                }));
        assertThat(told).isEmpty();
    }

    @Test
    void whoHasTheWorkItemFindsItByItsCode() {
        var asked = "/engine-rest/task/count?processVariables=reference_eq_";
        assertThat(http.as("reception").get(asked + reference).expect(200).body())
                .isNotEqualTo(
                        http.as("reception").get(asked + "REF-0000").expect(200).body());
    }

    private static Stream<String> questions(Operation route) {
        var variable = "{\"name\":\"reference\",\"operator\":\"eq\",\"value\":\"VALUE\"}";
        return route.method().equals("GET")
                ? Stream.of("variables=reference_eq_VALUE", "processVariables=reference_eq_VALUE")
                : Stream.of(
                        "{\"variables\":[" + variable + "]}",
                        "{\"processVariables\":[" + variable + "]}",
                        "{\"variableValues\":[" + variable + "]}",
                        "{\"orQueries\":[{\"variables\":[" + variable + "],\"processVariables\":[" + variable + "]}]}");
    }

    private Answer ask(Role role, Operation route, String question) {
        return route.method().equals("GET")
                ? call(role, new Operation("GET", route.path() + "?" + question), "{}")
                : call(role, route, question);
    }

    private Answer call(Role role, Operation route) {
        return call(role, route, "{}");
    }

    private Answer call(Role role, Operation route, String body) {
        var path = route.path();
        for (var id : ids.entrySet()) {
            var at = path.indexOf(id.getKey());
            if (id.getKey().startsWith("{")) {
                path = path.replace(id.getKey(), id.getValue());
            } else if (at >= 0 && path.startsWith("{", at + id.getKey().length())) {
                path = path.substring(0, at)
                        + id.getKey()
                        + path.substring(at + id.getKey().length()).replaceFirst("\\{[^}]*}", id.getValue());
            }
        }
        path = path.replaceAll("\\{[^}]*}", "1").replace("**", "1");
        var caller = path.startsWith("/engine-rest") || path.startsWith("/api/")
                ? http.as(TestStaff.of(role))
                : browsers.computeIfAbsent(role, one -> http.inBrowser(TestStaff.of(one)));
        var method = route.method().equals("ANY") ? "GET" : route.method();
        boolean sends = !Set.of("GET", "DELETE").contains(method);
        var list = path + (path.contains("?") ? "&" : "?") + "maxResults=1000";
        return caller.send(
                method, list, sends ? "application/json" : null, sends ? body.getBytes(StandardCharsets.UTF_8) : null);
    }

    // What the matrix says.

    private static boolean isOpen(Role role, DataClass dataClass, Action action, boolean onTeam, boolean inQueue) {
        return MATRIX.reach(role, dataClass, action)
                .filter(reach -> switch (reach) {
                    case ANY -> true;
                    case QUEUE -> onTeam || inQueue;
                    case TEAM -> onTeam;
                })
                .isPresent();
    }

    /** Gives the work item to somebody of the role, which puts them on the care team. */
    private void give(Task item, Role role) {
        items.values().forEach(other -> workItems.setAssignee(other.getId(), null));
        workItems.setAssignee(item.getId(), TestStaff.of(role));
    }

    private void leaveTeam(Task item, Role role) {
        careTeams.end(TestStaff.of(role), item.getId(), End.CLOSED);
    }

    private Set<DataClass> marksIn(Answer answer) {
        // Where the caller named the reference, it proves nothing when it comes back.
        boolean named = answer.toString().indexOf(reference) < answer.toString().indexOf(" -> ");
        var body = answer.body().toLowerCase(Locale.ROOT);
        var found = MARKS.entrySet().stream()
                .filter(marks -> marks.getValue().stream().anyMatch(body::contains))
                .map(Map.Entry::getKey)
                .collect(toCollection(() -> EnumSet.noneOf(DataClass.class)));
        if (body.contains(named ? "\"opensteps\"" : reference.toLowerCase(Locale.ROOT))) {
            found.add(DataClass.OPERATIONAL);
        }
        return found;
    }

    private Task item(String form) {
        return Objects.requireNonNull(items.get(form));
    }
}

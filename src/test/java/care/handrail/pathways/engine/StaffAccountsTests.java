package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.CareRelationship;
import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.pathways.engine.RestApi.Operation;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.TestStaff;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who may change accounts, roles and rights, as a program and in the web application Admin, and what is recorded. */
@HandrailTest
class StaffAccountsTests {

    private static final String ADMIN = "/camunda/api/engine/engine/default";
    private static final String TASK = "/engine-rest/task/";

    /** What Admin works on: accounts, roles, rights, and the settings of the system. */
    private static final Set<String> ADMINISTRATION = Set.of("user", "group", "authorization", "tenant", "identity");

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private Http http;

    @Autowired
    private JdbcTemplate database;

    private final String person = "new-" + Ids.next();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADMINISTRATOR")
    void isClosedToWhoeverIsNoAdministrator(Role role) {
        var before = everything();
        var userId = TestStaff.of(role);
        for (var caller : List.of(http.as(userId), http.inBrowser(userId))) {
            writes().forEach(operation ->
                    assertRefused(send(caller, operation, mounted(caller) + path(operation, userId))));
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void leavesRightsGroupsAndTenantsToNobody() {
        var before = everything();
        var administrator = http.inBrowser("admin");
        var closed = writes().filter(operation -> !EngineRoutes.REST.isOpen(
                        operation.method(), operation.at("id-1"), new Staff("admin", Set.of(Role.ADMINISTRATOR))))
                .toList();
        assertThat(closed)
                .contains(
                        new Operation("POST", "/authorization/create"),
                        new Operation("PUT", "/authorization/{id}"),
                        new Operation("DELETE", "/authorization/{id}"),
                        new Operation("POST", "/group/create"),
                        new Operation("DELETE", "/group/{id}"),
                        new Operation("DELETE", "/user/{id}"),
                        new Operation("POST", "/tenant/create"));
        for (var operation : closed) {
            assertRefused(send(administrator, operation, ADMIN + path(operation, "reception")));
        }
        assertRefused(administrator.post("/camunda/api/admin/setup/default/user/create", Map.of()));
        assertThat(everything()).isEqualTo(before);
    }

    private static Stream<Operation> writes() {
        return RestApi.operations().stream()
                .filter(operation -> ADMINISTRATION.contains(operation.kind()) && operation.changes())
                // Asks which users or groups there are, and changes nothing.
                .filter(operation -> !Set.of("/user", "/group").contains(operation.path()));
    }

    private static String path(Operation operation, String userId) {
        return operation
                .path()
                .replace("{userId}", userId)
                .replaceFirst("\\{id}", operation.kind().equals("user") ? userId : Role.CLINICIAN.group())
                .replaceAll("\\{[^}]*}", "no-1");
    }

    private static Answer send(Http.Caller caller, Operation operation, String path) {
        return caller.send(operation.method(), path, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.json().get("message").asText()).contains(" ").endsWith(".");
    }

    private String everything() {
        return Stream.of("ACT_ID_USER", "ACT_ID_GROUP", "ACT_ID_MEMBERSHIP", "ACT_RU_AUTHORIZATION", "ACT_ID_TENANT")
                .map(table -> table + database.queryForObject("select count(*) from " + table, Long.class))
                .toList()
                .toString();
    }

    @Test
    void letsTheAdministratorOpenAnAccountAndGiveItARole() {
        var administrator = http.inBrowser("admin");
        administrator.post(ADMIN + "/user/create", account(TestStaff.PASSWORD)).expect(204);
        member(administrator, "PUT", "reception").expect(204);
        member(administrator, "PUT", "reception").expect(204);

        assertThat(directory.find(person)).contains(new Staff(person, Set.of(Role.RECEPTION)));
        assertThat(recorded()).containsExactly("admin ACCOUNT_CREATED ALLOWED", "admin ROLE_GIVEN ALLOWED reception");
    }

    @Test
    void recordsWhenTheAdministratorChangesAnAccount() {
        directory.create(new Staff(person, Set.of(Role.BILLING_OFFICE)), "New", TestStaff.PASSWORD);
        var administrator = http.as("admin");
        var user = "/engine-rest/user/" + person;
        administrator
                .put(user + "/profile", Map.of("id", person, "firstName", "Newer", "lastName", ""))
                .expect(204);
        administrator
                .put(
                        user + "/credentials",
                        Map.of("password", "Another-horse-8", "authenticatedUserPassword", TestStaff.PASSWORD))
                .expect(204);
        member(administrator, "DELETE", "billing").expect(204);

        assertThat(recorded())
                .containsExactly(
                        "system ACCOUNT_CREATED ALLOWED",
                        "system ROLE_GIVEN ALLOWED billing",
                        "admin ACCOUNT_CHANGED ALLOWED",
                        "admin PASSWORD_CHANGED ALLOWED",
                        "admin ROLE_TAKEN ALLOWED billing");
        assertThat(directory.find(person)).contains(new Staff(person, Set.of()));
    }

    @Test
    void whoeverLosesTheLastRoleTreatsNobodyAnyMore() {
        directory.create(new Staff(person, Set.of(Role.CLINICIAN, Role.CLINICAL_LEAD)), "New", TestStaff.PASSWORD);
        careTeams.begin("patient-of-" + person, person, Reason.CLAIMED, "item-1", null, null);
        var administrator = http.as("admin");

        member(administrator, "DELETE", "clinician").expect(204);
        assertThat(careTeams.current(person, "patient-of-" + person)).isPresent();

        member(administrator, "DELETE", "clinical-lead").expect(204);
        assertThat(careTeams.of(person, 0, 10))
                .singleElement()
                .extracting(CareRelationship::end)
                .isEqualTo(End.ROLE_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {Groups.CAMUNDA_ADMIN, "clinicians", "no-such-group"})
    void putsNobodyIntoAGroupThatIsNoRoleOfTheClinic(String group) {
        directory.create(new Staff(person, Set.of()), "New", TestStaff.PASSWORD);
        for (var administrator : List.of(http.as("admin"), http.inBrowser("admin"))) {
            assertThat(sentence(member(administrator, "PUT", group).expect(403)))
                    .contains("no role or site of the clinic");
        }
        assertThatThrownBy(() -> engine.getIdentityService().createMembership(person, group))
                .hasMessageContaining("no role or site of the clinic");
        assertThat(engine.getIdentityService()
                        .createUserQuery()
                        .memberOfGroup(group)
                        .list())
                .isEmpty();
        assertThat(recorded()).contains("admin ROLE_GIVEN REFUSED " + group);
    }

    @Test
    void letsNobodyChangeTheirOwnRoles() {
        for (var administrator : List.of(http.as("admin"), http.inBrowser("admin"))) {
            for (var role : Role.values()) {
                var own = administrator
                        .put(mounted(administrator) + "/group/" + role.group() + "/members/admin", Map.of())
                        .expect(403);
                assertThat(sentence(own))
                        .isEqualTo("Nobody changes their own roles or sites. Ask another administrator to do it.");
            }
            administrator
                    .delete(mounted(administrator) + "/group/administrator/members/admin")
                    .expect(403);
        }
        assertThat(directory.find("admin")).contains(new Staff("admin", Set.of(Role.ADMINISTRATOR)));
        assertThat(recordedOf("admin"))
                .contains("admin ROLE_GIVEN REFUSED clinician", "admin ROLE_TAKEN REFUSED administrator");
    }

    @Test
    void givesNobodyTheSystemAndPatientsAtOnce() {
        directory.create(new Staff(person, Set.of(Role.NURSING)), "New", TestStaff.PASSWORD);
        for (var administrator : List.of(http.as("admin"), http.inBrowser("admin"))) {
            assertThat(sentence(member(administrator, "PUT", "administrator").expect(403)))
                    .contains("with one account");
        }
        member(http.as("admin"), "PUT", "reception").expect(204);
        assertThat(directory.find(person)).contains(new Staff(person, Set.of(Role.NURSING, Role.RECEPTION)));
        assertThat(recorded()).contains("admin ROLE_GIVEN REFUSED administrator");
    }

    @ParameterizedTest
    @EnumSource(names = {"RECEPTION", "CARE_COORDINATION", "BILLING_OFFICE"})
    void givesNobodyTheSystemAndTheDeskAtOnce(Role desk) {
        directory.create(new Staff(person, Set.of(desk)), "New", TestStaff.PASSWORD);
        assertThat(sentence(member(http.as("admin"), "PUT", "administrator").expect(403)))
                .contains("with one account");
    }

    @Test
    void saysWhatIsWrongWithAnAccount() {
        var administrator = http.inBrowser("admin");
        assertThat(sentence(administrator
                        .post(ADMIN + "/user/create", account("short"))
                        .expect(400)))
                .contains("too weak", "12 characters")
                .doesNotContain("short ");
        assertThat(directory.find(person)).isEmpty();
        assertThat(sentence(member(administrator, "PUT", "reception").expect(404)))
                .contains("no account");

        administrator.post(ADMIN + "/user/create", account(TestStaff.PASSWORD)).expect(204);
        assertThat(sentence(administrator
                        .post(ADMIN + "/user/create", account("Another-horse-8"))
                        .expect(409)))
                .contains("taken");
        assertThat(directory.checkPassword(person, TestStaff.PASSWORD)).isTrue();
    }

    @Test
    void savesNoAccountOverAnother() {
        directory.create(new Staff(person, Set.of()), "New", "Another-horse-8");
        for (var administrator : List.of(http.as("admin"), http.inBrowser("admin"))) {
            var renamed = administrator.put(
                    mounted(administrator) + "/user/" + person + "/profile",
                    Map.of("id", "clinician", "firstName", "New", "lastName", ""));
            assertThat(sentence(renamed.expect(403))).contains("user name is not changed");
        }
        assertThat(directory.checkPassword("clinician", TestStaff.PASSWORD)).isTrue();
        assertThat(directory.checkPassword(person, "Another-horse-8")).isTrue();
    }

    @Test
    void givesBackWhatSomebodyHasClaimedWhoLosesTheRoleForIt() {
        directory.create(new Staff(person, Set.of(Role.NURSING, Role.BILLING_OFFICE)), "New", TestStaff.PASSWORD);
        var work = new QueueWork(engine);
        try {
            var ofTheRole = work.in(Role.NURSING);
            var ofAnother = work.in(Role.BILLING_OFFICE);
            for (var item : List.of(ofTheRole, ofAnother)) {
                http.as(person)
                        .post(TASK + item.taskId() + "/claim", Map.of("userId", person))
                        .expect(204);
            }

            member(http.as("admin"), "DELETE", "nursing").expect(204);

            assertThat(assignee(ofTheRole.taskId())).isNull();
            assertThat(assignee(ofAnother.taskId())).isEqualTo(person);
            http.as("nurse")
                    .post(TASK + ofTheRole.taskId() + "/claim", Map.of("userId", "nurse"))
                    .expect(204);
        } finally {
            work.remove();
        }
    }

    private @Nullable String assignee(String taskId) {
        return engine.getTaskService()
                .createTaskQuery()
                .taskId(taskId)
                .singleResult()
                .getAssignee();
    }

    @Test
    void takesARoleFromASessionThatIsOpen() {
        directory.create(new Staff(person, Set.of(Role.RECEPTION, Role.PRACTICE_MANAGER)), "New", TestStaff.PASSWORD);
        var work = new QueueWork(engine);
        try {
            var waiting = work.in(Role.PRACTICE_MANAGER);
            var session = http.inBrowser(person);
            var item = ADMIN + "/task/" + waiting.taskId();
            session.get(item).expect(200);
            session.get("/camunda/app/cockpit/default/").expect(200);
            session.get(ADMIN + "/process-instance/" + waiting.processInstanceId())
                    .expect(200);

            member(http.as("admin"), "DELETE", "practice-manager").expect(204);
            session.get(item).expect(404);
            session.get("/camunda/app/cockpit/default/").expect(403);
            session.get(ADMIN + "/process-instance/" + waiting.processInstanceId())
                    .expect(403);
            assertThat(session.get(ADMIN + "/task?processInstanceId=" + waiting.processInstanceId())
                            .expect(200)
                            .body())
                    .isEqualTo("[]");

            member(http.as("admin"), "DELETE", "reception").expect(204);
            session.get("/camunda/app/tasklist/default/").expect(302);
            session.get("/api/session").expect(401);
        } finally {
            work.remove();
        }
    }

    private Map<String, Object> account(String password) {
        return Map.of(
                "profile",
                Map.of("id", person, "firstName", "New", "lastName", ""),
                "credentials",
                Map.of("password", password));
    }

    private Answer member(Http.Caller administrator, String method, String group) {
        return administrator.send(
                method, mounted(administrator) + "/group/" + group + "/members/" + person, "application/json", null);
    }

    private static String mounted(Http.Caller caller) {
        return caller.isBrowser() ? ADMIN : "/engine-rest";
    }

    private static String sentence(Answer answer) {
        return answer.json().get("message").asText();
    }

    private List<String> recorded() {
        return recordedOf(person);
    }

    private List<String> recordedOf(String userId) {
        return database
                .queryForList(
                        "select concat(USER_ID, ' ', KIND, ' ', OUTCOME, ' ', coalesce(DETAIL, '')) from AUDIT_EVENT"
                                + " where OBJECT = ? order by EVENT_NO",
                        String.class,
                        "user:" + userId)
                .stream()
                .map(String::strip)
                .toList();
    }
}

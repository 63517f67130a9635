package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.Handrail;
import care.handrail.access.AccountAct;
import care.handrail.access.RescueAccount;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.Http.Caller;
import care.handrail.testing.TestStaff;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nobody changes the account of somebody with a powerful role alone, except whoever owns the machine. */
@HandrailTest
class TwoPeopleTests {

    private static final String NEW = "otter violin granite teapot";
    private static final Pattern PASSWORD = Pattern.compile("<code id=\"password\">([^<]+)</code>");

    @Autowired
    private Http http;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private RescueAccount rescue;

    @Autowired
    private JdbcTemplate database;

    private final String person = "new-" + Ids.next();

    @Test
    void noAdministratorSetsThePasswordOfAPowerfulPersonAlone() {
        directory.create(new Staff(person, Set.of(Role.COMPLIANCE)), "New", TestStaff.PASSWORD);
        for (var administrator : List.of(http.as("admin"), http.inBrowser("admin"))) {
            var path = administrator.isBrowser() ? "/camunda/api/engine/engine/default" : "/engine-rest";
            var answer = administrator.put(
                    path + "/user/" + person + "/credentials",
                    Map.of("password", NEW, "authenticatedUserPassword", TestStaff.PASSWORD));
            assertThat(answer.expect(403).json().get("message").asText()).contains("/two-people");
        }
        assertThat(directory.checkPassword(person, TestStaff.PASSWORD)).isTrue();
        assertThat(recorded()).contains("admin PASSWORD_CHANGED REFUSED set-password");
    }

    @Test
    void noAdministratorGivesAPowerfulRoleAlone() {
        directory.create(new Staff(person, Set.of()), "New", TestStaff.PASSWORD);
        for (var role : List.of(Role.ADMINISTRATOR, Role.COMPLIANCE, Role.GOVERNANCE)) {
            var answer = http.as("admin")
                    .put("/engine-rest/group/" + role.group() + "/members/" + person, Map.of())
                    .expect(403);
            assertThat(answer.json().get("message").asText()).contains("/two-people");
        }
        assertThat(directory.find(person)).contains(new Staff(person, Set.of()));
    }

    @Test
    void setsAPasswordOnceAnotherPersonHasConfirmed() {
        directory.create(new Staff(person, Set.of(Role.GOVERNANCE)), "New", TestStaff.PASSWORD);
        ask(http.inBrowser("admin"), AccountAct.SET_PASSWORD);
        assertThat(directory.checkPassword(person, TestStaff.PASSWORD)).isTrue();

        var shown = PASSWORD.matcher(
                decide(http.inBrowser("compliance"), "confirm").expect(200).body());
        assertThat(shown.find()).isTrue();
        assertThat(directory.checkPassword(person, TestStaff.PASSWORD)).isFalse();
        assertThat(http.browser(person, shown.group(1))
                        .get("/password")
                        .expect(200)
                        .body())
                .contains("By admin and compliance");
        assertThat(recorded())
                .contains(
                        "admin ACCOUNT_ACT_ASKED ALLOWED set-password",
                        "compliance ACCOUNT_ACT_CONFIRMED ALLOWED set-password asked-by=admin",
                        "compliance PASSWORD_CHANGED ALLOWED");
    }

    @Test
    void givesARoleOnceAnotherPersonHasConfirmed() {
        directory.create(new Staff(person, Set.of()), "New", TestStaff.PASSWORD);
        ask(http.inBrowser("admin"), AccountAct.GIVE_COMPLIANCE);
        decide(http.inBrowser("governance"), "confirm").expect(302);
        assertThat(directory.find(person)).contains(new Staff(person, Set.of(Role.COMPLIANCE)));
    }

    @Test
    void isConfirmedNeitherByWhoAskedNorByWhomItConcerns() {
        directory.create(new Staff(person, Set.of()), "New", TestStaff.PASSWORD);
        var administrator = http.inBrowser("admin");
        ask(administrator, AccountAct.GIVE_GOVERNANCE);
        decide(administrator, "confirm").expect(403);
        assertThat(administrator.get("/two-people").expect(200).body()).doesNotContain("Confirm: ");
        decide(http.inBrowser("reception"), "confirm").expect(403);
        assertThat(directory.find(person)).contains(new Staff(person, Set.of()));

        administrator
                .postForm("/two-people", Map.of("userId", "governance2", "act", "give-compliance"))
                .expect(302);
        var concerned = http.inBrowser("governance2");
        var asked = waiting("governance2");
        concerned.postForm("/two-people/confirm", Map.of("id", asked)).expect(403);
        concerned.postForm("/two-people/refuse", Map.of("id", asked)).expect(302);
        http.inBrowser("compliance")
                .postForm("/two-people/confirm", Map.of("id", asked))
                .expect(200);
        assertThat(directory.find("governance2")).contains(new Staff("governance2", Set.of(Role.GOVERNANCE)));
    }

    @Test
    void isOverAfterThreeDays() {
        directory.create(new Staff(person, Set.of()), "New", TestStaff.PASSWORD);
        ask(http.inBrowser("admin"), AccountAct.GIVE_ADMINISTRATOR);
        database.update(
                "update ACCOUNT_ACT set ASKED_AT = ? where USER_ID = ?",
                OffsetDateTime.now().minusDays(3).minusMinutes(1),
                person);
        assertThat(decide(http.inBrowser("compliance"), "confirm").expect(200).body())
                .contains("does not wait any more");
        assertThat(directory.find(person)).contains(new Staff(person, Set.of()));
    }

    @Test
    void makesNobodyAdministratorWhoSeesPatients() {
        directory.create(new Staff(person, Set.of(Role.NURSING)), "New", TestStaff.PASSWORD);
        ask(http.inBrowser("admin"), AccountAct.GIVE_ADMINISTRATOR);
        assertThat(decide(http.inBrowser("compliance"), "confirm").expect(200).body())
                .contains("with one account");
        assertThat(directory.find(person)).contains(new Staff(person, Set.of(Role.NURSING)));
    }

    @Test
    void isAskedForByAdministratorsAboutOthers() {
        directory.create(new Staff(person, Set.of(Role.RECEPTION)), "New", TestStaff.PASSWORD);
        var fields = Map.of("userId", person, "act", "set-password");
        http.inBrowser("compliance").postForm("/two-people", fields).expect(403);
        http.inBrowser("clinician").get("/two-people").expect(403);
        var administrator = http.inBrowser("admin");
        assertThat(administrator.postForm("/two-people", fields).expect(200).body())
                .contains("needs no second person");
        assertThat(administrator
                        .postForm("/two-people", Map.of("userId", "admin", "act", "set-password"))
                        .body())
                .contains("their own account");
        assertThat(administrator
                        .postForm("/two-people", Map.of("userId", "nobody", "act", "set-password"))
                        .body())
                .contains("no account");
        assertThat(administrator
                        .postForm("/two-people", Map.of("userId", person, "act", "anything"))
                        .body())
                .contains("Choose what");
    }

    @Test
    void whoeverOwnsTheMachineHelpsTheOnlyAdministrator() {
        directory.create(new Staff(person, Set.of(Role.ADMINISTRATOR)), "New", TestStaff.PASSWORD);
        assertThat(rescue.rescue(person, AccountAct.REMOVE_PASSKEYS)).startsWith("Done: ");
        var said = rescue.rescue(person, AccountAct.SET_PASSWORD);
        var password = said.replaceFirst(".* is (\\S+) and .*", "$1");
        assertThat(http.browser(person, password).get("/password").expect(200).body())
                .contains("By the owner of the machine");
        assertThat(recorded())
                .contains(
                        "system ACCOUNT_RESCUED ALLOWED remove-passkeys",
                        "system PASSKEYS_RESET ALLOWED 0",
                        "system ACCOUNT_RESCUED ALLOWED set-password",
                        "system PASSWORD_CHANGED ALLOWED");
        assertThatThrownBy(() -> rescue.rescue("nobody-" + person, AccountAct.SET_PASSWORD))
                .hasMessageContaining("no account");
    }

    @Test
    void theCommandSaysWhatItTakes() {
        var console = new ByteArrayOutputStream();
        var out = new PrintStream(console, true, StandardCharsets.UTF_8);
        assertThat(RescueAccount.run(Handrail.class, new String[] {RescueAccount.COMMAND, "admin", "anything"}, out))
                .isEqualTo(1);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("remove-passkeys", "give-administrator");
    }

    private void ask(Caller administrator, AccountAct act) {
        administrator
                .postForm("/two-people", Map.of("userId", person, "act", act.code()))
                .expect(302);
    }

    private Answer decide(Caller caller, String how) {
        return caller.postForm("/two-people/" + how, Map.of("id", waiting(person)));
    }

    private String waiting(String userId) {
        return database.queryForObject(
                "select ID from ACCOUNT_ACT where USER_ID = ? and DECISION is null", String.class, userId);
    }

    private List<String> recorded() {
        return database
                .queryForList(
                        "select concat(USER_ID, ' ', KIND, ' ', OUTCOME, ' ', coalesce(DETAIL, '')) from AUDIT_EVENT"
                                + " where OBJECT = ? order by EVENT_NO",
                        String.class,
                        "user:" + person)
                .stream()
                .map(String::strip)
                .toList();
    }
}

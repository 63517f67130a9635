package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What somebody can do with a password that somebody else has set. */
@HandrailTest
class SetPasswordTests {

    private static final String SET = "otter violin granite teapot";
    private static final String OWN = "harbour lantern pencil meadow";

    @Autowired
    private Http http;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private JdbcTemplate database;

    private final String person = "new-" + Ids.next();
    private Http.Caller before;

    @BeforeEach
    void setAPassword() {
        directory.create(new Staff(person, Set.of(Role.RECEPTION)), "New", TestStaff.PASSWORD);
        before = http.inBrowser(person);
        http.inBrowser("admin")
                .put(
                        "/camunda/api/engine/engine/default/user/" + person + "/credentials",
                        Map.of("password", SET, "authenticatedUserPassword", TestStaff.PASSWORD))
                .expect(204);
    }

    @Test
    void endsTheSessionsOfItsOwner() {
        before.get("/api/session").expect(401);
    }

    @Test
    void opensNothingButTheChoiceOfAnother() {
        var browser = http.browser(person, SET);
        for (var closed : List.of("/", "/passkeys", "/passkey", "/two-people", "/camunda/app/tasklist/default/")) {
            assertThat(browser.send("GET", closed, null, null, Map.of("Accept", "text/html"))
                            .expect(302)
                            .header("Location"))
                    .as(closed)
                    .endsWith("/password");
        }
        for (var closed : List.of("/api/session", "/camunda/api/engine/engine/default/task", "/v3/api-docs")) {
            assertThat(browser.get(closed).expect(403).json().get("detail").asText())
                    .contains("Choose your own first");
        }
        browser.post("/passkey/register/options", Map.of("password", SET)).expect(403);
        http.as(person, SET).get("/api/session").expect(401);
        assertThat(recorded()).endsWith("PASSWORD_ASKED", "SIGN_IN_REFUSED").contains("PASSWORD_CHANGED");
    }

    @Test
    void tellsItsOwnerWhoSetIt() {
        assertThat(http.browser(person, SET).get("/password").expect(200).body())
                .contains("Somebody else set the password")
                .contains("By admin");
    }

    @Test
    void isOfNoUseToWhoeverSetItOnceItsOwnerHasChosen() {
        var browser = http.browser(person, SET);
        assertThat(browser.postForm("/password", Map.of("old", SET, "chosen", SET))
                        .expect(200)
                        .body())
                .contains("Choose another one");
        browser.postForm("/password", Map.of("old", SET, "chosen", OWN)).expect(302);
        browser.get("/password").expect(302);

        assertThat(http.browser(person, SET).get("/password").expect(302).header("Location"))
                .contains("/sign-in");
        var own = http.browser(person, OWN);
        assertThat(own.get("/").expect(200).body()).contains(person);
        assertThat(own.get("/password").expect(200).body())
                .contains("Set by others in the last 90 days", "By admin")
                .doesNotContain("Somebody else set the password");
    }

    @Test
    void letsNobodyInAfterThreeDays() {
        database.update(
                "update SET_PASSWORD set SET_AT = ? where USER_ID = ?",
                OffsetDateTime.now().minusDays(3).minusMinutes(1),
                person);
        var browser = http.browser(person, SET);
        browser.get("/password").expect(302);
        assertThat(browser.get("/sign-in?set-too-long-ago").expect(200).body()).contains("more than three days ago");
        assertThat(recorded()).endsWith("SIGN_IN_REFUSED");
    }

    @Test
    void isNotEnoughForTheChoiceOfAnotherWhereItsOwnerHasAPasskey() {
        database.update("insert into USER_ENTITIES (ID, NAME, DISPLAY_NAME) values (?, ?, ?)", person, person, person);
        database.update(
                "insert into USER_CREDENTIALS (CREDENTIAL_ID, USER_ENTITY_USER_ID, PUBLIC_KEY, SIGNATURE_COUNT,"
                        + " UV_INITIALIZED, BACKUP_ELIGIBLE, AUTHENTICATOR_TRANSPORTS, PUBLIC_KEY_CREDENTIAL_TYPE,"
                        + " BACKUP_STATE, CREATED, LAST_USED, LABEL)"
                        + " values (?, ?, ?, 0, true, false, '', 'public-key', false, ?, ?, 'Blue key')",
                person,
                person,
                new byte[] {1},
                OffsetDateTime.now(),
                OffsetDateTime.now());
        var browser = http.browser(person, SET);
        for (var closed : List.of("/", "/password")) {
            assertThat(browser.send("GET", closed, null, null, Map.of("Accept", "text/html"))
                            .expect(302)
                            .header("Location"))
                    .endsWith("/passkey");
        }
        browser.postForm("/password", Map.of("old", SET, "chosen", OWN)).expect(403);
        assertThat(directory.checkPassword(person, SET)).isTrue();
    }

    @Test
    void isAlsoTheFirstOneOfAnAccount() {
        var another = "new-" + Ids.next();
        http.inBrowser("admin")
                .post(
                        "/camunda/api/engine/engine/default/user/create",
                        Map.of(
                                "profile",
                                Map.of("id", another, "firstName", "New", "lastName", ""),
                                "credentials",
                                Map.of("password", SET)))
                .expect(204);
        assertThat(http.browser(another, SET)
                        .send("GET", "/", null, null, Map.of("Accept", "text/html"))
                        .expect(302)
                        .header("Location"))
                .endsWith("/password");
    }

    private List<String> recorded() {
        return database.queryForList(
                "select KIND from AUDIT_EVENT where OBJECT = ? order by EVENT_NO", String.class, "user:" + person);
    }
}

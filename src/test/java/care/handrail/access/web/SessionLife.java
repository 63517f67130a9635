package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Ids;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/** What ends a session, and what the database holds of it. */
abstract class SessionLife {

    private final String person = "s" + Ids.next();

    @Autowired
    private Http http;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private FindByIndexNameSessionRepository<? extends Session> sessions;

    private Http.Caller browser;

    @BeforeEach
    void signIn() {
        directory.create(new Staff(person, Set.of(Role.RECEPTION, Role.BILLING_OFFICE)), "New", TestStaff.PASSWORD);
        browser = http.inBrowser(person);
    }

    @Test
    void isKeptInTheDatabaseAndHoldsTheSignInAlone() {
        browser.get("/camunda/app/tasklist/default/").expect(200);
        browser.post("/camunda/api/engine/engine/default/task/count", Map.of()).expect(200);
        assertThat(kept()).isEqualTo(1);
        assertThat(database.queryForList(
                        "select a.ATTRIBUTE_NAME from STAFF_SESSION s join STAFF_SESSION_ATTRIBUTES a"
                                + " on a.SESSION_PRIMARY_ID = s.PRIMARY_ID where s.PRINCIPAL_NAME = ?",
                        String.class,
                        person))
                .isSubsetOf("SPRING_SECURITY_CONTEXT", SessionLimits.SOMEBODY_WAS_THERE, SignInPlace.ATTRIBUTE);
    }

    @Test
    void takesTheSameThingFromTwoRequestsAtOnce() {
        keepTheSameTwice(sessions);
        assertThat(kept()).isEqualTo(1);
    }

    /** Two requests have read the session before either of them keeps the thing. */
    private <S extends Session> void keepTheSameTwice(FindByIndexNameSessionRepository<S> sessions) {
        var id = sessions.findByPrincipalName(person).keySet().iterator().next();
        var first = Objects.requireNonNull(sessions.findById(id));
        var second = Objects.requireNonNull(sessions.findById(id));
        first.setAttribute("thing", "first");
        second.setAttribute("thing", "second");
        sessions.save(first);
        sessions.save(second);
        assertThat(Objects.requireNonNull(sessions.findById(id)).<String>getAttribute("thing"))
                .isEqualTo("second");
    }

    @Test
    void endsWhenNobodyWasThereHoweverOftenThePageAsks() {
        somebodyWasThere(Instant.now().minusSeconds(14 * 60));
        browser.get("/camunda/api/engine/engine/default/task/count").expect(200);
        browser.get("/api/session").expect(200);
        somebodyWasThere(Instant.now().minusSeconds(16 * 60));
        browser.get("/camunda/api/engine/engine/default/task/count").expect(401);
        assertThat(kept()).isZero();
    }

    @Test
    void goesOnWhenSomebodyIsThere() {
        somebodyWasThere(Instant.now().minusSeconds(14 * 60));
        assertThat(left(browser.get("/api/session").expect(200))).isLessThanOrEqualTo(60);
        assertThat(left(browser.post("/api/session", Map.of()).expect(200))).isGreaterThan(14 * 60);
    }

    @Test
    void endsAfterADaysWorkThoughSomebodyIsThere() {
        somebodyWasThere(Instant.now());
        database.update(
                "update STAFF_SESSION set CREATION_TIME = ? where PRINCIPAL_NAME = ?",
                Instant.now().minusSeconds(12 * 3600 - 60).toEpochMilli(),
                person);
        var answer = browser.post("/api/session", Map.of()).expect(200);
        assertThat(left(answer)).isLessThanOrEqualTo(60);
        assertThat(answer.json().get("canBeProlonged").asBoolean()).isFalse();

        database.update(
                "update STAFF_SESSION set CREATION_TIME = ? where PRINCIPAL_NAME = ?",
                Instant.now().minusSeconds(12 * 3600 + 1).toEpochMilli(),
                person);
        browser.post("/api/session", Map.of()).expect(401);
    }

    @Test
    void saysThatItHasEnded() {
        database.update("delete from STAFF_SESSION where PRINCIPAL_NAME = ?", person);
        assertThat(browser.get("/").expect(302).header("Location")).endsWith("/sign-in?ended");
        assertThat(browser.get("/sign-in?ended").body()).contains("Your session has ended");
    }

    @Test
    void endsWithTheOldPassword() {
        var account = identity.createUserQuery().userId(person).singleResult();
        account.setPassword("Another-lantern-in-the-harbour-9");
        identity.saveUser(account);
        browser.get("/api/session").expect(401);
    }

    @Test
    void endsWithTheLastRole() {
        identity.deleteMembership(person, Role.BILLING_OFFICE.group());
        browser.get("/api/session").expect(200);
        identity.deleteMembership(person, Role.RECEPTION.group());
        browser.get("/api/session").expect(401);
    }

    @Test
    void isNoneOfAProgram() {
        http.as(person).get("/api/session").expect(200);
        assertThat(kept()).isEqualTo(1);
    }

    private long kept() {
        return database.queryForObject(
                "select count(*) from STAFF_SESSION where PRINCIPAL_NAME = ?", Long.class, person);
    }

    private void somebodyWasThere(Instant when) {
        var session = database.queryForObject(
                "select PRIMARY_ID from STAFF_SESSION where PRINCIPAL_NAME = ?", String.class, person);
        database.update(
                "delete from STAFF_SESSION_ATTRIBUTES where SESSION_PRIMARY_ID = ? and ATTRIBUTE_NAME = ?",
                session,
                SessionLimits.SOMEBODY_WAS_THERE);
        database.update(
                "insert into STAFF_SESSION_ATTRIBUTES (SESSION_PRIMARY_ID, ATTRIBUTE_NAME, ATTRIBUTE_BYTES)"
                        + " values (?, ?, ?)",
                session,
                SessionLimits.SOMEBODY_WAS_THERE,
                SessionContent.write(when.getEpochSecond()));
    }

    private static long left(Http.Answer answer) {
        return answer.json().get("secondsLeft").asLong();
    }
}

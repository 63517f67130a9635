package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@HandrailTest
class SignInTests {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");

    @Autowired
    private Http http;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private JdbcTemplate database;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/camunda/app/tasklist/",
                "/camunda/app/cockpit/default/",
                "/camunda/lib/deps.js",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/actuator",
                "/actuator/env",
                "/anything"
            })
    void sendsAPageWithoutSessionToTheSignIn(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/task",
                "/engine-rest/engine",
                "/api/anything",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/cockpit/plugin/base/default/incident"
            })
    void answersAProgramWithoutSessionWithAProblemAndNoBrowserBox(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(answer.body()).contains("Sign in first.");
    }

    @Test
    void signsInWithTheFormAndOut() throws Exception {
        var answer = signIn("reception", TestStaff.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/");
        var start = get("/");
        assertThat(start.statusCode()).isEqualTo(200);
        assertThat(start.body()).contains("reception").contains("Tasklist").doesNotContain("Cockpit");
        assertThat(get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(403);
        assertThat(get("/camunda/app/admin/default/").statusCode()).isEqualTo(403);

        assertThat(post("/sign-out", "_csrf=" + csrf(start)).statusCode()).isEqualTo(302);
        assertThat(get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void givesEverySessionALongRandomId() throws Exception {
        signIn("reception", TestStaff.PASSWORD);
        assertThat(database.queryForList(
                        "select SESSION_ID from STAFF_SESSION where PRINCIPAL_NAME = 'reception'", String.class))
                .isNotEmpty()
                .allMatch(id -> id.matches("[A-Za-z0-9_-]{36}") && !id.matches("[0-9a-f]{8}-.*"))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsWhoeverHasNoRoleWhomToAsk() throws Exception {
        String userId = "r" + Ids.next();
        directory.create(new Staff(userId, Set.of()), "New", TestStaff.PASSWORD);
        signIn(userId, TestStaff.PASSWORD);
        assertThat(get("/").body())
                .contains("You have no role in this clinic yet")
                .doesNotContain("()");
    }

    @Test
    void keepsTheSessionCookieFromScriptsAndOtherSites() throws Exception {
        var page = get("/sign-in");
        var answer = post("/sign-in", form("reception", TestStaff.PASSWORD, csrf(page)));
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("JSESSIONID=")
                        .contains("HttpOnly")
                        .contains("SameSite=Lax"));
    }

    @Test
    void saysInOneSentenceThatAPasswordIsWrong() throws Exception {
        var answer = signIn("nobody-of-this-name", "Wrong-horse-7-battery");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in?refused");
        assertThat(get("/sign-in?refused").body()).contains("role=\"alert\"").contains("do not match");
        assertThat(get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void refusesASignInFromAnotherSite() throws Exception {
        get("/sign-in");
        var answer = post("/sign-in", form("reception", TestStaff.PASSWORD, "made-up"));
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in?stale");
    }

    @Test
    void refusesAChangeByASessionWithoutToken() throws Exception {
        signIn("reception", TestStaff.PASSWORD);
        var answer = post("/api/anything", "");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("too old");
    }

    @Test
    void takesBasicFromProgramsAndMakesNoSession() {
        assertThat(http.as("reception").get("/engine-rest/engine").status()).isEqualTo(200);
        assertThat(http.as(newStaff(), "wrong").get("/engine-rest/engine").status())
                .isEqualTo(401);
        assertThat(http.as("no-such-person").get("/engine-rest/engine").status())
                .isEqualTo(401);
    }

    @Test
    void showsTheDescriptionOfTheApiToProgramsToo() {
        assertThat(http.as("reception")
                        .get("/v3/api-docs")
                        .expect(200)
                        .json()
                        .get("paths")
                        .has("/api/enquiries"))
                .isTrue();
        assertThat(http.as(newStaff(), "wrong").get("/v3/api-docs").expect(401).header("WWW-Authenticate"))
                .isNull();
    }

    @Test
    void ignoresTheSessionOfABrowserThatSendsAWrongHeader() throws Exception {
        signIn("reception", TestStaff.PASSWORD);
        var request = HttpRequest.newBuilder(http.address("/engine-rest/engine"))
                .header("Authorization", "Basic bm9ib2R5OndpdGhvdXQ=")
                .build();
        var answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void tellsBrowsersToRunNoScriptOnItsOwnPages() throws Exception {
        var headers = get("/sign-in").headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void tellsAPersonOnAPageWhatTheirRoleDoesNotOpen() throws Exception {
        signIn("reception", TestStaff.PASSWORD);
        var refused = get("/camunda/app/cockpit/default/");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(refused.body()).contains("Your role does not open this.").contains("href=\"/\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/lib/deps.js",
                "/camunda/app/tasklist/camunda-tasklist-bootstrap.js",
                "/camunda/app/tasklist/scripts/config.js",
                "/camunda/app/tasklist/styles/user-styles.css",
                "/swagger-ui/swagger-ui.css",
                "/handrail/handrail.css"
            })
    void letsABrowserKeepThePartsOfAPageAndAskWhetherTheyHaveChanged(String path) throws Exception {
        signIn("reception", TestStaff.PASSWORD);
        var first = get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-cache");
        var again = HttpRequest.newBuilder(http.address(path))
                .header(
                        "If-Modified-Since",
                        first.headers().firstValue("Last-Modified").orElseThrow())
                .build();
        assertThat(browser.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/camunda/app/tasklist/default/", "/camunda/api/engine/engine/default/task/count"})
    void letsABrowserKeepNothingElse(String path) throws Exception {
        signIn("reception", TestStaff.PASSWORD);
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    }

    @Test
    void givesEachPageTheNonceOfItsOwnHeaderWhenManyAreAnsweredAtOnce() throws Exception {
        signIn("reception", TestStaff.PASSWORD);
        var request = HttpRequest.newBuilder(http.address("/camunda/app/tasklist/default/"))
                .build();
        var answers = Stream.generate(() -> browser.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(200)
                .toList();
        for (var asked : answers) {
            var answer = asked.get();
            var policy = NONCE.matcher(
                    answer.headers().firstValue("Content-Security-Policy").orElseThrow());
            assertThat(policy.find()).as("a nonce in the policy").isTrue();
            assertThat(answer.body()).contains("nonce=\"" + policy.group(1) + "\"");
        }
    }

    @Test
    void tellsEverybodyThatItIsUp() throws Exception {
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void holdsBackWhoeverGuessesAndSaysSo() throws Exception {
        var guessed = newStaff();
        for (var name : List.of(guessed, "nobody-" + Ids.next())) {
            for (int guess = 0; guess < 10; guess++) {
                assertThat(location(signIn(name, "wrong"))).endsWith("/sign-in?refused");
            }
            assertThat(location(signIn(name, TestStaff.PASSWORD))).endsWith("/sign-in?held-back");
            assertThat(location(signIn(name, TestStaff.PASSWORD))).endsWith("/sign-in?held-back");
        }
        assertThat(get("/sign-in?held-back").body()).contains("role=\"alert\"").contains("Wait a minute");
        assertThat(kindsOf("user:" + guessed))
                .filteredOn(kind -> kind.startsWith("SIGN_IN"))
                .hasSize(11)
                .endsWith("SIGN_IN_HELD_BACK REFUSED anonymous");
    }

    @Test
    void keepsNobodyOutWhoseProgramSendsAnOldPassword() throws Exception {
        var person = newStaff();
        var program = http.as(person, "old");
        for (int call = 0; call < 10; call++) {
            program.get("/engine-rest/engine").expect(401);
        }
        var heldBack = program.get("/engine-rest/engine").expect(429);
        assertThat(heldBack.header("Retry-After")).isEqualTo("60");
        assertThat(heldBack.body()).contains("Wait a minute");
        assertThat(location(signIn(person, TestStaff.PASSWORD))).endsWith("/");
    }

    @Test
    void holdsNobodyBackWhosePasswordIsRight() {
        var program = http.as(newStaff());
        for (int call = 0; call < 30; call++) {
            program.get("/engine-rest/engine").expect(200);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void recordsSignInsAndRefusalsButNotWhatIsNoAccount() throws Exception {
        var person = newStaff();
        signIn(person, TestStaff.PASSWORD);
        post("/sign-out", "_csrf=" + csrf(get("/")));
        cookies.getCookieStore().removeAll();
        signIn(person, "wrong");
        signIn("Secret-I-typed-in-the-wrong-box", "wrong");
        assertThat(kindsOf("user:" + person))
                .containsExactly(
                        "ACCOUNT_CREATED ALLOWED system",
                        "ROLE_GIVEN ALLOWED system",
                        "SIGNED_IN ALLOWED " + person,
                        "SIGNED_OUT ALLOWED " + person,
                        "SIGN_IN_REFUSED REFUSED anonymous");
        assertThat(database.queryForObject(
                        "select count(*) from AUDIT_EVENT where OBJECT like '%wrong-box%'", Long.class))
                .isZero();
    }

    private List<String> kindsOf(String object) {
        return database.queryForList(
                "select concat(KIND, ' ', OUTCOME, ' ', USER_ID) from AUDIT_EVENT where OBJECT = ? order by HAPPENED_AT",
                String.class,
                object);
    }

    /** Creates somebody whose wrong passwords delay no other test. */
    private String newStaff() {
        var userId = "new-" + Ids.next();
        directory.create(new Staff(userId, Set.of(Role.RECEPTION)), "New", TestStaff.PASSWORD);
        return userId;
    }

    private HttpResponse<String> signIn(String userId, String password) throws Exception {
        return post("/sign-in", form(userId, password, csrf(get("/sign-in"))));
    }

    private static String form(String userId, String password, String csrf) {
        return "username=%s&password=%s&_csrf=%s"
                .formatted(userId, URLEncoder.encode(password, StandardCharsets.UTF_8), csrf);
    }

    private static String csrf(HttpResponse<String> page) {
        var token = CSRF.matcher(page.body());
        assertThat(token.find()).as("a CSRF token in the page").isTrue();
        return URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(http.address(path))
                .header("Accept", "text/html,*/*;q=0.8")
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(http.address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }
}

package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import care.handrail.access.Role;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.TestStaff;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What every answer carries, what none tells, and what a page elsewhere cannot make a browser do. */
@HandrailTest
class HardeningTests {

    /** What would tell somebody how the program is made, or where it runs. */
    private static final Pattern INTERNALS =
            Pattern.compile("(?i)\\bat [a-z]+\\.[\\w.$]+\\(|\\b(?:java|javax|jakarta|org|com|care)\\.[a-z]+\\.[\\w.$]+"
                    + "|apache|tomcat|spring|hibernate|jackson|jdbc|postgres|\\bsql\\b|stacktrace|\"trace\""
                    + "|\\bACT_[A-Z]{2}_|RECORD_[A-Z]+|hr_episode|/tmp/|/home/|/root/|/srv/");

    private static final String JSON = "application/json";

    /** What changes nothing (RFC 9110, 9.2.1). */
    private static final Set<RequestMethod> SAFE = Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);

    @Autowired
    private Http http;

    @Autowired
    private WebApplicationContext clinic;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sign-in",
                "/sign-in?refused",
                "/sign-in?signed-out",
                "/nothing-here",
                "/api/episodes/0000-0000",
                "/api/enquiries",
                "/api/nothing-here",
                "/camunda/app/cockpit/default/",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/actuator/health",
                "/actuator/env",
                "/handrail/handrail.css",
                "/engine-rest/task/nothing-here",
                "/camunda/app/tasklist/default/",
                "/camunda/api/engine/engine/default/task/nothing-here"
            })
    void everyAnswerTellsTheBrowserToTrustNothingElse(String path) {
        for (var answer : List.of(
                http.inBrowser(TestStaff.of(Role.RECEPTION)).get(path),
                http.asNobody().get(path))) {
            assertThat(answer.header("X-Content-Type-Options"))
                    .as("X-Content-Type-Options")
                    .isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).as("X-Frame-Options").isNotNull();
            assertThat(answer.header("Referrer-Policy")).as("Referrer-Policy").isEqualTo("no-referrer");
            assertThat(answer.header("Permissions-Policy"))
                    .as("Permissions-Policy")
                    .contains("camera=()");
            assertThat(answer.header("Content-Security-Policy"))
                    .as("Content-Security-Policy")
                    .contains("base-uri")
                    .containsPattern("default-src|script-src");
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
            assertThat(answer.header("Server")).isNull();
            assertThat(answer.header("X-Powered-By")).isNull();
            if (!path.startsWith("/handrail/") && !path.startsWith("/swagger-ui/")) {
                assertThat(answer.header("Cache-Control")).as("Cache-Control").contains("no-store");
            }
        }
    }

    @Test
    void behindTlsBrowsersAreToldToStayThereAndCookiesToo() throws Exception {
        var mvc = MockMvcBuilders.webAppContextSetup(clinic)
                .addFilters(clinic.getBean("springSecurityFilterChain", Filter.class))
                .build();

        var secure = mvc.perform(get("/sign-in").secure(true)).andReturn().getResponse();
        assertThat(secure.getHeader("Strict-Transport-Security")).isEqualTo("max-age=31536000 ; includeSubDomains");
        assertThat(secure.getHeaders("Set-Cookie")).isNotEmpty().allMatch(cookie -> cookie.contains("Secure"));

        var plain = mvc.perform(get("/sign-in")).andReturn().getResponse();
        assertThat(plain.getHeader("Strict-Transport-Security")).isNull();
        assertThat(http.asNobody().get("/sign-in").header("Set-Cookie")).contains("SameSite=Lax");
    }

    @Test
    void everyChangingRouteRefusesASessionWithoutItsToken() {
        var elsewhere = http.inBrowser("reception").fromElsewhere();
        var changing = new ArrayList<String>();
        routes.getHandlerMethods()
                .forEach((route, method) -> route.getPatternValues()
                        .forEach(pattern -> route.getMethodsCondition().getMethods().stream()
                                .filter(verb -> !SAFE.contains(verb))
                                .forEach(verb -> changing.add(verb + " " + pattern.replaceAll("\\{[^}]+}", "x")))));
        changing.addAll(List.of(
                "POST /sign-in",
                "POST /sign-out",
                "POST /engine-rest/task/x/claim",
                "POST /engine-rest/task/x/submit-form",
                "PUT /engine-rest/user/x/profile",
                "DELETE /engine-rest/deployment/x",
                // Not the Sign out of the web applications: a browser sends no cookie there from elsewhere (SameSite).
                "POST /camunda/api/engine/engine/default/task/x/claim"));
        assertThat(changing).contains("POST /api/enquiries", "POST /api/records/shreddings/x/approval");

        var open = new TreeSet<String>();
        for (var request : changing) {
            var words = request.split(" ");
            var answer = elsewhere.send(words[0], words[1], JSON, "{}".getBytes(StandardCharsets.UTF_8));
            // The page for signing in begins anew instead.
            var begunAnew = answer.status() == 302
                    && String.valueOf(answer.header("Location")).contains("stale");
            if (answer.status() != 403 && !begunAnew) {
                open.add(request + " answered " + answer.status());
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void noChangingRouteAnswersToAMethodThatIsSafe() {
        var both = new TreeSet<String>();
        routes.getHandlerMethods().forEach((route, method) -> {
            var verbs = route.getMethodsCondition().getMethods();
            if (verbs.isEmpty() || (verbs.contains(RequestMethod.GET) && verbs.size() > 1)) {
                both.add(route + " " + method);
            }
        });
        both.removeIf(route -> route.contains("BasicErrorController") || route.contains("/error"));
        assertThat(both).as("every route names its method").isEmpty();
    }

    @Test
    void noErrorTellsHowTheProgramIsMade() {
        var told = new LinkedHashMap<String, String>();
        badRequests().forEach((what, answer) -> {
            assertThat(answer.status()).as(what).isBetween(400, 599);
            assertThat(answer.status()).as(what + ": " + answer.body()).isLessThan(500);
            var found = INTERNALS.matcher(answer.body());
            if (found.find()) {
                told.put(what + " (" + answer.status() + ")", found.group() + " in " + answer.body());
            }
        });
        assertThat(told).isEmpty();
    }

    /** The server itself answers these, before any part of the program sees them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: x\r\n",
                "GET /<script> HTTP/1.1\r\nHost: x\r\n",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n",
                "G(ET / HTTP/1.1\r\nHost: x\r\n",
                "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\nX-Secret: reflected\r\n",
                "nonsense\r\n"
            })
    void aRequestThatIsNoneIsRefusedWithoutTellingWhatRefusesIt(String request) throws IOException {
        try (var socket = new Socket("localhost", http.address("/").getPort())) {
            socket.getOutputStream()
                    .write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(answer).matches("(?s)HTTP/1.1 (?:4\\d\\d|501|505) .*");
            assertThat(answer).doesNotContain("reflected", "<script>").doesNotContainPattern(INTERNALS);
        }
    }

    private Map<String, Answer> badRequests() {
        var answers = new LinkedHashMap<String, Answer>();
        var reception = http.as("reception");
        var nobody = http.asNobody();
        for (var body :
                List.of("{", "[]", "null", "\"x\"", "{\"source\": {\"a\": 1}}", "{\"source\": 1e999}", "\u0000")) {
            for (var path : List.of("/api/enquiries", "/api/records/keys/renewal", "/api/records/shreddings")) {
                answers.put(
                        "POST " + path + " " + body,
                        reception.send("POST", path, JSON, body.getBytes(StandardCharsets.UTF_8)));
            }
        }
        for (var type :
                List.of("text/xml", "application/x-java-serialized-object", "multipart/form-data", "nonsense/;;")) {
            answers.put("POST as " + type, reception.send("POST", "/api/enquiries", type, new byte[] {1, 2, 3}));
        }
        for (var path : Stream.of(
                        "/api/nothing-here",
                        "/api/episodes/%00",
                        "/api/episodes/..%2f..%2fetc%2fpasswd",
                        "/api/episodes/'%20or%201=1--",
                        "/api/episodes/$%7Bjndi:ldap://x%7D",
                        "/api/episodes/" + "x".repeat(3_000),
                        "/api/audit/events/not-a-number/proof",
                        "/api/audit/events?after=not-a-number",
                        "/api/records/keys",
                        "/engine-rest/task?sortBy=nonsense&sortOrder=up",
                        "/engine-rest/task/nothing-here",
                        "/nothing-here.jsp",
                        "/.git/config",
                        "/actuator/env",
                        "/error",
                        "/h2-console",
                        "/WEB-INF/web.xml")
                .toList()) {
            answers.put("GET " + path, reception.get(path));
        }
        for (var verb : List.of("DELETE", "PUT", "PATCH")) {
            answers.put(
                    verb + " /api/enquiries",
                    reception.send(verb, "/api/enquiries", JSON, "{}".getBytes(StandardCharsets.UTF_8)));
        }
        answers.put("nobody", nobody.get("/api/episodes/0000-0000"));
        answers.put("wrong password", http.as("reception", "wrong").get("/api/episodes/0000-0000"));
        answers.values().removeIf(answer -> answer.status() == 302);
        return answers;
    }
}

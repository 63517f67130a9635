package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.store.ServiceAccounts;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@HandrailTest
class ServiceAccountTests {

    private static final Pattern TOKEN = Pattern.compile("<code id=\"token\">([^<]+)</code>");

    @Autowired
    private Http http;

    @Autowired
    private ServiceAccounts accounts;

    @Autowired
    private ApiScopes scopes;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping controllers;

    @Autowired
    private JdbcTemplate database;

    private final String name = "test-" + Ids.next().substring(0, 8);

    @Test
    void tellsStaffWhatAScopeDoes() {
        assertThat(http.inBrowser("admin").get("/service-accounts").expect(200).body())
                .contains("Send enquiries")
                .doesNotContain(">enquiries:write<");
    }

    @Test
    void everyRouteOfTheApiSaysWhichScopeOpensIt() {
        assertThat(scopes.routes()).containsExactlyInAnyOrderElementsOf(routes());
    }

    /** Returns every route of the API, read from its controllers, such as {@code POST /api/enquiries}; once for all media types. */
    private List<String> routes() {
        return controllers.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path)))
                .distinct()
                .toList();
    }

    @Test
    void sendsEnquiriesUnderItsOwnName() {
        var token = shownOnce(create(http.inBrowser("admin"), name, 30, "enquiries:write"));
        assertThat(database.queryForList("select TOKEN_HASH from SERVICE_ACCOUNT where NAME = ?", String.class, name))
                .doesNotContain(token);

        var enquiry = Map.of(
                "source", "gp",
                "sourceReference", name,
                "site", "north",
                "serviceLine", "general-practice",
                "givenName", "Ann",
                "surname", "Lee",
                "dateOfBirth", "1984-02-29",
                "postcode", "ZZ99 1AA");
        send("POST", "/api/enquiries", token, enquiry).expect(201);

        assertThat(recorded("service:" + name))
                .contains("SERVICE_CALL ALLOWED enquiries:write")
                .anyMatch(row -> row.startsWith("EPISODE_OPENED ALLOWED"))
                .noneMatch(row -> row.contains("REFUSED"));
        assertThat(database.queryForList(
                        "select distinct ROLES from AUDIT_EVENT where USER_ID = ?", String.class, "service:" + name))
                .containsExactly("reception");
        assertThat(accounts.all())
                .filteredOn(account -> account.name().equals(name))
                .allMatch(account ->
                        account.lastUsedAt() != null && account.createdBy().equals("admin"));
    }

    @Test
    void opensNothingButTheRoutesOfItsScopes() {
        for (var scope : scopes.all()) {
            var token = accounts.create(name + scope.name(), Set.of(scope.name()), "admin", Duration.ofDays(1));
            for (var route : routes()) {
                var parts = route.split(" ");
                var path = parts[1].replaceAll("\\{[^}]*}", "no-1");
                var mine = scopes.opening(parts[0], path, Set.of(scope.name())).isPresent();
                var answer = send(parts[0], path, token, Map.of());
                if (mine) {
                    assertThat(answer.status())
                            .as("%s with %s", answer, scope.name())
                            .isNotIn(401, 403);
                } else {
                    assertThat(answer.status())
                            .as("%s with %s", answer, scope.name())
                            .isEqualTo(403);
                    if (!parts[0].equals("HEAD")) {
                        assertThat(answer.body()).contains("No scope of this service account");
                    }
                }
            }
            for (var outside :
                    List.of("/engine-rest/task", "/camunda/api/engine/engine/default/task", "/v3/api-docs")) {
                assertThat(send("GET", outside, token, null).status())
                        .as(outside)
                        .isIn(401, 302);
            }
            send("GET", "/api/no-such-route", token, null).expect(403);
        }
    }

    @Test
    void opensNothingOnceItIsRevokedOrExpiredOrUnknown() {
        var administrator = http.inBrowser("admin");
        var token = shownOnce(create(administrator, name, 1, "enquiries:write"));
        send("POST", "/api/enquiries", token, Map.of()).expect(400);
        var id = accounts.all().stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(administrator.get("/service-accounts").expect(200).body())
                .contains(name)
                .doesNotContain(token);

        form(administrator, "/service-accounts/revoke", "id=" + id).expect(302);
        var expired = accounts.create(name + "-old", Set.of("enquiries:write"), "admin", Duration.ofDays(-1));
        for (var none : List.of(token, expired, "hr_made-up", "")) {
            var refused = send("POST", "/api/enquiries", none, Map.of()).expect(401);
            assertThat(refused.header("WWW-Authenticate")).isNull();
        }
        assertThat(database.queryForList(
                        "select concat(USER_ID, ' ', KIND) from AUDIT_EVENT where OBJECT = ? order by EVENT_NO",
                        String.class,
                        "service:" + name))
                .containsExactly("admin SERVICE_ACCOUNT_CREATED", "admin SERVICE_ACCOUNT_REVOKED");
    }

    @Test
    void leavesTheAuditTrailToComplianceToGiveOut() {
        assertThat(create(http.inBrowser("admin"), name, 1, "audit:read").body())
                .contains("Choose at least one");
        var token = shownOnce(create(http.inBrowser("compliance"), name, 1, "audit:read"));
        send("GET", "/api/audit/events?after=999999999", token, null).expect(200);
        assertThat(create(http.inBrowser("compliance"), name + "-2", 1, "enquiries:write")
                        .body())
                .contains("Choose at least one");
    }

    @Test
    void isLookedAfterByNobodyElse() {
        for (var person : List.of("reception", "clinician", "manager", "governance")) {
            var browser = http.inBrowser(person);
            assertThat(browser.get("/service-accounts").expect(403).header("Content-Type"))
                    .startsWith("text/html");
            create(browser, name, 1, "enquiries:write").expect(403);
        }
        assertThat(accounts.all()).noneMatch(account -> account.name().equals(name));
    }

    @Test
    void saysWhatIsWrong() {
        var administrator = http.inBrowser("admin");
        assertThat(create(administrator, "Lab Results", 1, "enquiries:write").body())
                .contains("small letters");
        assertThat(create(administrator, name, 367, "enquiries:write").body()).contains("1 to 366 days");
        create(administrator, name, 1, "enquiries:write").expect(200);
        assertThat(create(administrator, name, 1, "enquiries:write").body()).contains("Choose another one");
    }

    private static String shownOnce(Answer page) {
        var token = TOKEN.matcher(page.expect(200).body());
        assertThat(token.find()).as("a token in " + page).isTrue();
        assertThat(page.header("Cache-Control")).contains("no-store");
        return token.group(1);
    }

    private static Answer create(Http.Caller browser, String name, int days, String scope) {
        return form(
                browser,
                "/service-accounts",
                "name=%s&days=%d&scope=%s".formatted(URLEncoder.encode(name, StandardCharsets.UTF_8), days, scope));
    }

    private static Answer form(Http.Caller browser, String path, String fields) {
        return browser.send("POST", path, "application/x-www-form-urlencoded", fields.getBytes(StandardCharsets.UTF_8));
    }

    private Answer send(String method, String path, String token, @Nullable Object body) {
        return http.withToken(token).sendJson(method, path, body);
    }

    private List<String> recorded(String userId) {
        return database
                .queryForList(
                        "select concat(KIND, ' ', OUTCOME, ' ', coalesce(DETAIL, '')) from AUDIT_EVENT"
                                + " where USER_ID = ? order by EVENT_NO",
                        String.class,
                        userId)
                .stream()
                .map(String::strip)
                .toList();
    }
}

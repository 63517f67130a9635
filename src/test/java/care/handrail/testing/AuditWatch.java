package care.handrail.testing;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Compares every answer that a test of the build gets with the audit trail: what shows or changes something about a
 * patient has a row, and so has what was refused. A route is held to it unless it is listed here with its reason.
 */
final class AuditWatch {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** What may be read without a row, because it shows nothing about any patient but opaque ids, codes and dates. */
    private static final List<Pattern> READ_FREELY = patterns(
            // Pages without data, their parts, the description of the API, the server's health.
            "/",
            "/sign-in",
            "/passkeys?",
            "/service-accounts",
            "/two-people",
            "/sessions",
            "/once-more",
            "/password",
            "/patients/search",
            // References, dates and what is missing, of documents of which nothing is shown.
            "(/api)?/documents",
            "/api/documents/uploads(/[^/]+)?",
            "/handrail/.*",
            "/swagger-ui/.*",
            "/v3/api-docs.*",
            "/actuator/.*",
            // The web applications themselves, and what the engine tells: the envelope.
            "/camunda/(?!api/engine/engine/default/task/[^/]+/form-variables).*",
            "/engine-rest/(?!.*task/[^/]+/form-variables).*",
            // Which models run, and how long a session goes on.
            "/api/pathways/releases",
            // How the watchdog's looks went: codes, opaque ids and counts.
            "/(api/)?watchdog",
            "/api/session");

    /** What changes nothing although it is no GET, or changed nothing because it was so already. */
    private static final List<Pattern> WITHOUT_CHANGE = patterns(
            // A row for each patient named; none of them where nobody is.
            "POST /api/work-items/cards",
            // Somebody is still there; somebody is about to show a passkey.
            "POST /api/session",
            "POST /passkey/[^/]+/options",
            // Pages that say what was wrong; that they record what they change is tested with them.
            "POST /password",
            "POST /service-accounts",
            "POST /two-people(/confirm)?",
            // A piece of a file that is nothing before the last one, which has its row.
            "(POST|PATCH) /api/documents/uploads(/[^/]+)?",
            "POST /once-more",
            // Information that comes again is kept once, and had its row then; so had a role that is given or taken
            // again.
            "POST /api/episodes/[^/]+/information",
            "POST /api/referrals/[^/]+/events",
            "PUT /api/referrals/[^/]+/task",
            "(PUT|DELETE) /(engine-rest|camunda/api/engine/engine/default)/group/[^/]+/members/[^/]+",
            // Questions that are too long for an address.
            "POST /(engine-rest|camunda/api/engine/engine/default|camunda/api/cockpit)/(?!.*/(unclaim|submit-form|create)$).*");

    private final JdbcTemplate database;

    AuditWatch(DataSource database) {
        // Beside the counting of statements, which is about the clinic's own.
        this.database = new JdbcTemplate(
                database instanceof DelegatingDataSource counting ? counting.getTargetDataSource() : database);
    }

    /** Fails when the trail ought to hold a row of this request and does not. */
    void check(boolean signedIn, HttpResponse<?> answer) {
        if (!signedIn && answer.statusCode() == 403) {
            return; // A page that is too old; only a person can be refused something.
        }
        check(
                answer.request().method(),
                answer.uri().getPath(),
                answer.statusCode(),
                answer.headers().firstValue("X-Request-Id").orElse(""));
    }

    void check(String method, String path, int status, String requestId) {
        if (status == 403) {
            require("REFUSED", method + " " + path, requestId);
        } else if (status / 100 == 2 && mustBeRecorded(method, path)) {
            require("ALLOWED", method + " " + path, requestId);
        }
    }

    private static boolean mustBeRecorded(String method, String path) {
        return READING.contains(method)
                ? READ_FREELY.stream()
                        .noneMatch(pattern -> pattern.matcher(path).matches())
                : WITHOUT_CHANGE.stream()
                        .noneMatch(
                                pattern -> pattern.matcher(method + " " + path).matches());
    }

    private void require(String outcome, String route, String requestId) {
        var outcomes = database.queryForList(
                "select OUTCOME from AUDIT_EVENT where REQUEST_ID = ?"
                        // There is no index on the request, and the row is among the newest.
                        + " and EVENT_NO > (select max(EVENT_NO) - 1000 from AUDIT_EVENT)",
                String.class,
                requestId);
        if (!outcomes.contains(outcome)) {
            throw new AssertionError(route + " was answered, and the audit trail has no row of it that says " + outcome
                    + ". Record the access, or list the route in AuditWatch with the reason why none is needed.");
        }
    }

    private static List<Pattern> patterns(String... paths) {
        return Stream.of(paths).map(Pattern::compile).toList();
    }
}

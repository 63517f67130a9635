package care.handrail.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class AuditWatchTests {

    private final JdbcTemplate trail = new JdbcTemplate(RoomDatabase.h2("audit/001-audit-event"));
    private final AuditWatch watch = new AuditWatch(trail.getDataSource());

    @ParameterizedTest
    @CsvSource({
        "GET, /api/anything-new, 200, ALLOWED",
        "POST, /api/episodes/K7QM-2XWD/close, 200, ALLOWED",
        "GET, /engine-rest/task/1/form-variables, 200, ALLOWED",
        "GET, /camunda/api/engine/engine/default/task/1/form-variables, 200, ALLOWED",
        "POST, /camunda/api/engine/engine/default/task/1/submit-form, 204, ALLOWED",
        "PUT, /engine-rest/user/somebody/profile, 204, ALLOWED",
        "GET, /a-new-page, 200, ALLOWED",
        "GET, /engine-rest/history/task, 403, REFUSED",
        "POST, /sign-out, 403, REFUSED"
    })
    void asksForARow(String method, String path, int status, String outcome) {
        write("another-request", outcome);
        write("request-1", outcome.equals("ALLOWED") ? "REFUSED" : "ALLOWED");
        assertThatThrownBy(() -> watch.check(method, path, status, "request-1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(method + " " + path)
                .hasMessageContaining(outcome);

        write("request-1", outcome);
        assertThatCode(() -> watch.check(method, path, status, "request-1")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /engine-rest/task, 200",
        "POST, /engine-rest/task/count, 200",
        "GET, /camunda/app/tasklist/default/, 200",
        "GET, /api/episodes/K7QM-2XWD, 404",
        "POST, /api/enquiries, 400"
    })
    void asksForNoneWhereNothingIsShownOrDone(String method, String path, int status) {
        assertThatCode(() -> watch.check(method, path, status, "request-1")).doesNotThrowAnyException();
    }

    private void write(String requestId, String outcome) {
        trail.update(
                "insert into AUDIT_EVENT (HAPPENED_AT, USER_ID, ROLES, KIND, OUTCOME, OBJECT, REQUEST_ID)"
                        + " values (?, 'nurse', '', 'FORM_VIEWED', ?, 'form:X', ?)",
                Instant.now().atOffset(ZoneOffset.UTC),
                outcome,
                requestId);
    }
}

package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is refused before any room is reached; that no refusal of any test goes unrecorded is the AuditWatch's to see. */
@HandrailTest
class RefusalTrailTests {

    @Autowired
    private Http http;

    @Autowired
    private JdbcTemplate database;

    @Test
    void recordsAPageThatARoleDoesNotOpen() {
        var refused =
                http.inBrowser("reception").get("/camunda/app/cockpit/default/").expect(403);

        assertThat(rowsOf(refused)).containsExactly("reception path:GET /camunda/app/cockpit/default status=403");
    }

    @Test
    void recordsAReadThatIsNotOpenOfTheEngine() {
        var refused = http.as("reception")
                .get("/engine-rest/history/process-instance")
                .expect(403);

        assertThat(rowsOf(refused))
                .containsExactly("reception rest:GET /engine-rest/history/process-instance status=403");
    }

    @Test
    void recordsAWorkItemThatIsNotThereForSomebody() {
        var id = Ids.next();

        var refused = http.as("reception").get("/engine-rest/task/" + id).expect(404);

        assertThat(rowsOf(refused)).containsExactly("reception rest:GET /engine-rest/task/" + id + " status=404");
    }

    @Test
    void recordsAnEpisodeThatIsNotThere() {
        var refused = http.as("reception").get("/api/episodes/0000-0000").expect(404);

        assertThat(rowsOf(refused)).containsExactly("reception route:GET /api/episodes/{reference} status=404");
    }

    @Test
    void keepsNothingThatWasTypedIntoAnAddress() {
        var caller = http.as("reception");
        assertThat(rowsOf(caller.get("/engine-rest/Margaret-Jones").expect(403)))
                .containsExactly("reception rest:GET /engine-rest/* status=403");
        assertThat(rowsOf(caller.get("/api/episodes/Margaret-Jones").expect(404)))
                .containsExactly("reception route:GET /api/episodes/{reference} status=404");
    }

    @Test
    void recordsOnceWhatARoomHasRecordedAlready() {
        var refused = http.as("reception").get("/api/audit/events").expect(403);

        assertThat(rowsOf(refused)).containsExactly("reception verb:TRAIL_EXPORTED ");
    }

    private List<String> rowsOf(Answer answer) {
        return database.queryForList(
                "select concat(USER_ID, ' ', OBJECT, ' ', DETAIL) from AUDIT_EVENT where REQUEST_ID = ?"
                        + " and KIND = 'ACCESS_REFUSED' and OUTCOME = 'REFUSED'",
                String.class,
                answer.header("X-Request-Id"));
    }
}

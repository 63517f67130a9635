package care.handrail.audit;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes the trail take no row, and tries what must then not happen. */
@HandrailTest
class NoAccessWithoutRecordTests {

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private JdbcTemplate database;

    private final Map<String, Object> enquiry = PathwayOverHttp.someoneNew();
    private Patient patient;
    private String who;
    private String task;
    private String reference;

    @BeforeEach
    void standAtAWorkItem() {
        patient = pathway.begin("PatientPathway", "StartEnquiry", enquiry);
        who = patient.claim("ReviewEnquiry");
        task = "/engine-rest/task/" + patient.item("ReviewEnquiry").getId();
        reference = database.queryForObject(
                "select reference from hr_episode where id = ?", String.class, patient.episodeId());
    }

    @AfterEach
    void endTheEpisode() {
        http.as("manager")
                .post("/api/episodes/" + reference + "/close", Map.of("reason", "closed-declined"))
                .expect(200);
    }

    @Test
    void opensNoForm() {
        var answer = withoutTrail(() -> http.as(who).get(task + "/form-variables"));

        refused(answer);
        assertThat(answer.body()).doesNotContain(String.valueOf(enquiry.get("surname")));
    }

    @Test
    void takesNoForm() {
        var answer = withoutTrail(() -> http.as(who)
                .post(task + "/submit-form", "{\"variables\":{\"registrationOutcome\":{\"value\":\"accepted\"}}}"));

        refused(answer);
    }

    @Test
    void keepsNoDraftAndShowsNone() {
        var draft = task.replace("/engine-rest/task", "/api/work-items") + "/draft";

        refused(withoutTrail(() -> http.as(who).put(draft, Map.of("holdUpNote", "half"))));
        refused(withoutTrail(() -> http.as(who).get(draft)));
    }

    @Test
    void showsAndEndsNoEpisode() {
        var episode = "/api/episodes/" + reference;

        var shown = withoutTrail(() -> http.as("manager").get(episode));
        refused(shown);
        assertThat(shown.body()).doesNotContain("mental-health");
        refused(withoutTrail(() -> http.as("manager").post(episode + "/close", Map.of("reason", "closed-declined"))));
    }

    @Test
    void takesInNoEnquiry() {
        refused(withoutTrail(() -> http.as("reception").post("/api/enquiries", PathwayOverHttp.someoneNew())));
    }

    @Test
    void exportsNoTrail() {
        var answer = withoutTrail(() -> http.as("compliance").get("/api/audit/events"));

        refused(answer);
        assertThat(answer.body()).doesNotContain("event_no");
    }

    @Test
    void signsNobodyIn() {
        withoutTrail(() -> {
            Answer answer;
            try {
                answer = http.inBrowser("reception").get("/");
            } catch (AssertionError refused) {
                return null;
            }
            throw new AssertionError("signed in: " + answer);
        });
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isIn(409, 500);
    }

    /** Does the work while every insert into the trail fails, and sees that no row of any table is another one then. */
    private <T> T withoutTrail(Supplier<T> work) {
        database.execute("alter table AUDIT_EVENT add constraint AUDIT_EVENT_FULL check (EVENT_NO < 0) nocheck");
        try {
            var before = everyRow();
            var result = work.get();
            assertThat(everyRow()).isEqualTo(before);
            return result;
        } finally {
            database.execute("alter table AUDIT_EVENT drop constraint AUDIT_EVENT_FULL");
        }
    }

    private String everyRow() {
        var rows = digest();
        database.query("script simple", row -> {
            var line = row.getString(1);
            // A browser that is refused has a session all the same; it is nobody's.
            if (line.startsWith("INSERT INTO") && !line.contains("SPRING_SESSION")) {
                rows.update(line.getBytes(StandardCharsets.UTF_8));
            }
        });
        return HexFormat.of().formatHex(rows.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

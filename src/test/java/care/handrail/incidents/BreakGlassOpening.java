package care.handrail.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Somebody opens a record in an emergency, and somebody else reviews it; on whichever database the subclass runs. */
abstract class BreakGlassOpening {

    private static final String WORDS = "She is in front of me and cannot speak.";

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private ReviewsKeepRecord reviews;

    private PathwayOverHttp.Patient pathway;
    private String patient;

    @BeforeEach
    void takeInAnEnquiry() {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of("givenName", "Ottoline", "surname", "Quarrie", "dateOfBirth", "1951-07-04"));
        pathway = pathways.begin("PatientPathway", "StartEnquiry", values);
        patient = rows.queryForObject(
                "select patient_id from hr_episode where id = ?", String.class, pathway.episodeId());
    }

    @Test
    void opensTheRecordForAnHourAndSaysSo() {
        http.as("nurse").get(record()).expect(404);
        var before = Instant.now();
        var until = Instant.parse(open("nurse", "emergency", WORDS)
                .expect(201)
                .json()
                .get("until")
                .asText());
        assertThat(until).isBetween(before.plusSeconds(3_599), Instant.now().plusSeconds(3_601));
        var banner = http.as("nurse").get(record()).expect(200).json().get("banner");
        assertThat(banner.get("name").asText()).isEqualTo("Ottoline Quarrie");
        assertThat(banner.get("basis").asText()).isEqualTo("break-glass");
        http.as("clinician").get(record()).expect(404);
        assertThat(rows.queryForList(
                        "select PURPOSE || ' ' || DETAIL from AUDIT_EVENT"
                                + " where KIND = 'RECORD_OPENED_IN_EMERGENCY' and OUTCOME = 'ALLOWED'"
                                + " and USER_ID = 'nurse' and PATIENT_ID = ?",
                        String.class,
                        patient))
                .containsExactly("ETREAT emergency");
    }

    @Test
    void givesComplianceAReviewAtOnceWithTheReasonAndWhatWasOpened() {
        open("nurse", "covering", WORDS).expect(201);
        http.as("nurse").get(record()).expect(200);
        var item = review();
        http.as("compliance")
                .post(task(item) + "/claim", Map.of("userId", "compliance"))
                .expect(204);
        var shown = http.as("compliance")
                .get(task(item) + "/form-variables")
                .expect(200)
                .json();
        assertThat(shown.at("/breakGlassBy/value").asText()).isEqualTo("nurse");
        assertThat(shown.at("/breakGlassReason/value").asText()).isEqualTo("covering");
        assertThat(shown.at("/breakGlassWords/value").asText()).isEqualTo(WORDS);
        assertThat(shown.at("/breakGlassAccesses/value").asText())
                .contains("record opened in emergency (record), this patient", "patient viewed (record), this patient")
                .contains("it still lasts");
        assertThat(shown.toString()).doesNotContain("Ottoline").doesNotContain("Quarrie");
        // The reviewer does not come to treat the patient by reviewing.
        assertThat(careTeams.current("compliance", patient)).isEmpty();
    }

    @Test
    void keepsWhatTheReviewerFound() {
        open("nurse", "covering", WORDS).expect(201);
        var item = review();
        http.as("compliance")
                .post(task(item) + "/claim", Map.of("userId", "compliance"))
                .expect(204);
        submit(item, "compliance", Map.of("breakGlassFinding", "incident", "breakGlassNote", "No colleague was away."));
        var settle = workItem("Task_SettleIncident");
        http.as("governance")
                .post(task(settle) + "/claim", Map.of("userId", "governance"))
                .expect(204);
        var shown = http.as("governance")
                .get(task(settle) + "/form-variables")
                .expect(200)
                .json();
        assertThat(shown.at("/breakGlassNote/value").asText()).isEqualTo("No colleague was away.");
        assertThat(shown.at("/breakGlassWords/value").asText()).isEqualTo(WORDS);
        submit(settle, "governance", Map.of("breakGlassFinding", "settled", "incidentNote", "Spoke with the nurse."));
        assertThat(openReviews()).isEmpty();
    }

    @Test
    void opensAtAllOrNotAtAll() {
        var refused = open("nurse", "because", " ").expect(400);
        assertThat(refused.body())
                .contains("Choose why you need the record.")
                .contains("Say in your own words why you open this record");
        open("nurse", "emergency", "x".repeat(BreakGlass.LONGEST_WORDS + 1)).expect(400);
        http.as("nurse").get(record()).expect(404);
        assertThat(openReviews()).isEmpty();
    }

    @Test
    void isNotForThoseWhoTreatThePatientAlready() {
        careTeams.begin(patient, "nurse", Reason.NAMED, "test-" + patient, null, null);
        open("nurse", "emergency", WORDS).expect(403);
        assertThat(openReviews()).isEmpty();
    }

    @Test
    void isNotForThoseWhoTreatNobody() {
        for (var person :
                List.of("reception", "coordinator", "manager", "billing", "compliance", "governance", "admin")) {
            open(person, "emergency", WORDS).expect(403);
            http.inBrowser(person).get(page()).expect(403);
        }
        assertThat(openReviews()).isEmpty();
        assertThat(rows.queryForObject(
                        "select count(*) from AUDIT_EVENT where KIND = 'RECORD_OPENED_IN_EMERGENCY'"
                                + " and OUTCOME = 'REFUSED' and PATIENT_ID = ?",
                        Long.class,
                        patient))
                .isEqualTo(14);
    }

    @Test
    void knowsNoUnknownPatient() {
        http.as("nurse")
                .post("/api/patients/nobody/break-glass", Map.of("reason", "emergency", "words", WORDS))
                .expect(404);
        http.inBrowser("nurse").get("/patients/nobody/break-glass").expect(404);
    }

    @Test
    void belongsToTheSiteOfThePatientSoThatStaffOfThatSiteSeeTheReview() {
        open("nurse", "emergency", WORDS).expect(201);
        assertThat(rows.queryForObject(
                        "select TEXT_ from ACT_RU_VARIABLE where NAME_ = 'site' and PROC_INST_ID_ = ?",
                        String.class,
                        openReviews().get(0)))
                .isEqualTo(rows.queryForObject(
                        "select site from hr_episode where id = ?", String.class, pathway.episodeId()));
    }

    @Test
    void keepsTheRecordUntilItIsReviewed() {
        assertThat(reviews.whyKept(patient)).isEmpty();
        open("nurse", "emergency", WORDS).expect(201);
        assertThat(reviews.whyKept(patient).orElseThrow()).contains("still being reviewed");
    }

    @Test
    void showsTheReviewerWhatWasOpenedBeforeWhatWasListed() {
        open("nurse", "emergency", WORDS).expect(201);
        http.as("nurse")
                .post("/api/patients/search", Map.of("surname", "Quarrie"))
                .expect(200);
        http.as("nurse").get(record()).expect(200);
        var item = review();
        http.as("compliance")
                .post(task(item) + "/claim", Map.of("userId", "compliance"))
                .expect(204);
        var acts = http.as("compliance")
                .get(task(item) + "/form-variables")
                .expect(200)
                .json()
                .at("/breakGlassAccesses/value")
                .asText();
        assertThat(acts.indexOf("patient viewed")).isPositive().isLessThan(acts.indexOf("patient found"));
    }

    @Test
    void endsByItself() {
        open("nurse", "emergency", WORDS).expect(201);
        rows.update(
                "update CARE_RELATIONSHIP set ENDS_AT = STARTED_AT where PATIENT_ID = ? and REASON = 'BREAK_GLASS'",
                patient);
        http.as("nurse").get(record()).expect(404);
        open("nurse", "emergency", WORDS).expect(201);
        assertThat(openReviews()).hasSize(2);
    }

    private Http.Answer open(String person, String reason, String words) {
        return http.as(person)
                .post("/api/patients/" + patient + "/break-glass", Map.of("reason", reason, "words", words));
    }

    private void submit(String item, String person, Map<String, Object> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        http.as(person)
                .post(task(item) + "/submit-form", Map.of("variables", variables))
                .expect(204);
    }

    private String review() {
        return workItem("Task_ReviewBreakGlass");
    }

    private String workItem(String step) {
        return rows.queryForObject(
                "select t.ID_ from ACT_RU_TASK t join ACT_RU_VARIABLE v on v.PROC_INST_ID_ = t.PROC_INST_ID_"
                        + " where v.NAME_ = 'patientId' and v.TEXT_ = ? and t.TASK_DEF_KEY_ = ?",
                String.class,
                patient,
                step);
    }

    private List<String> openReviews() {
        return rows.queryForList(
                "select v.PROC_INST_ID_ from ACT_RU_VARIABLE v join ACT_RU_EXECUTION e on e.ID_ = v.PROC_INST_ID_"
                        + " join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_"
                        + " where v.NAME_ = 'patientId' and v.TEXT_ = ? and d.KEY_ = 'BreakGlassReview'",
                String.class,
                patient);
    }

    private static String task(String id) {
        return "/engine-rest/task/" + id;
    }

    private String record() {
        return "/api/patients/" + patient;
    }

    private String page() {
        return "/patients/" + patient + "/break-glass";
    }
}

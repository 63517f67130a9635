package care.handrail.episodes.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.EngineClock;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What can be done with an episode over the web, on whichever database the subclass runs. */
abstract class EpisodeApi {

    @Autowired
    private Http http;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private RuntimeService processes;

    private static final Instant SATURDAY_NIGHT = Instant.parse("2026-11-21T23:00:00Z");
    private static final int URGENT = 100;

    private String reference = "";

    @BeforeEach
    void takeInAnEnquiry() {
        reference = http.as("reception")
                .post(
                        "/api/enquiries",
                        Map.of(
                                "source", "patient",
                                "sourceReference", UUID.randomUUID().toString(),
                                "site", "north",
                                "serviceLine", "general-practice",
                                "givenName", "Ann",
                                "surname", "Lee",
                                "dateOfBirth", "1984-02-29",
                                "postcode", "ZZ99 1AA"))
                .expect(201)
                .json()
                .get("reference")
                .asText();
    }

    @Test
    void showsAnEpisodeToWhoeverHasAPartInIt() {
        for (var person : List.of("reception", "coordinator", "manager")) {
            assertThat(view(person).get("reference").asText()).isEqualTo(reference);
        }
        assertThat(audited("EPISODE_VIEWED", "ALLOWED")).isEqualTo(3);
    }

    @Test
    void showsAnEpisodeOfWhichAFormHasEmptiedAField() {
        processes.setVariable(
                processes
                        .createProcessInstanceQuery()
                        .variableValueEquals("reference", reference)
                        .rootProcessInstances()
                        .singleResult()
                        .getId(),
                "urgency",
                null);
        assertThat(view("reception").get("envelope").has("urgency")).isFalse();
    }

    @Test
    void hidesAnEpisodeFromEverybodyElseAsIfThereWereNone() {
        for (var person : List.of("clinician", "nurse", "lead", "billing", "compliance", "governance", "admin")) {
            var hidden = http.as(person).get("/api/episodes/" + reference).expect(404);
            var unknown = http.as(person).get("/api/episodes/0000-0000").expect(404);
            assertThat(hidden.json().get("detail")).isEqualTo(unknown.json().get("detail"));
        }
        assertThat(audited("ACCESS_REFUSED", "REFUSED")).isEqualTo(7);
    }

    @Test
    void readsAReferenceAsPeopleWriteIt() {
        http.as("reception")
                .get("/api/episodes/" + reference.toLowerCase(Locale.ROOT).replace("-", ""))
                .expect(200);
    }

    @Test
    void closesEveryOpenStepAndPutsThePatientBackExactlyThere() {
        claim("reception", "Task_ReviewEnquiry");
        var before = view("manager");

        var closed = post("manager", "/close", Map.of("reason", "closed-duplicate"))
                .expect(200)
                .json();
        assertThat(closed.get("status").asText()).isEqualTo("closed");
        assertThat(closed.get("endReason").asText()).isEqualTo("closed-duplicate");
        assertThat(closed.get("openSteps")).isEmpty();
        assertThat(openTasks()).isEmpty();

        var reopened = post("manager", "/reopen", "").expect(200).json();
        assertThat(reopened.get("status").asText()).isEqualTo("enquiry");
        assertThat(steps(reopened)).isEqualTo(steps(before));
        assertThat(reopened.get("openSteps").findValuesAsText("assignee")).containsExactly("reception");
        assertThat(reopened.get("openSteps").findValuesAsText("due"))
                .isEqualTo(before.get("openSteps").findValuesAsText("due"));
        assertThat(reopened.get("envelope")).isEqualTo(before.get("envelope"));
        assertThat(audited("EPISODE_ENDED", "ALLOWED")).isEqualTo(1);
        assertThat(audited("EPISODE_REOPENED", "ALLOWED")).isEqualTo(1);

        submit("reception", "Task_ReviewEnquiry", Map.of("registrationOutcome", "accepted"));
        assertThat(steps(view("manager"))).containsExactly("Task_CaptureDetails");
    }

    @Test
    void refusesToCloseTwiceAndToReopenWhatIsOpen() {
        assertThat(sentence(post("manager", "/reopen", "").expect(409))).contains("nothing to reopen");
        post("manager", "/close", Map.of("reason", "closed-declined")).expect(200);
        assertThat(sentence(post("manager", "/close", Map.of("reason", "closed-declined"))
                        .expect(409)))
                .contains("closed already");
    }

    @Test
    void closesForReasonsOfTheOfficeOnly() {
        for (var reason : List.of("died", "withdrew", "because", "")) {
            var problem = post("manager", "/close", Map.of("reason", reason)).expect(400);
            assertThat(problem.json().get("fields").get("reason").asText())
                    .contains("closed-unreachable")
                    .doesNotContain("died");
        }
        post("manager", "/close", "{}").expect(400);
        assertThat(view("manager").get("status").asText()).isEqualTo("enquiry");
    }

    @Test
    void asksForTheRoleOfEachVerb() {
        for (var person : List.of("reception", "coordinator", "clinician", "admin")) {
            assertThat(sentence(post(person, "/close", Map.of("reason", "closed-declined"))
                            .expect(403)))
                    .contains("practice manager");
            post(person, "/reopen", "").expect(403);
        }
        for (var person : List.of("reception", "clinician", "governance")) {
            post(person, "/retry", "").expect(403);
        }
        for (var person : List.of("manager", "admin")) {
            assertThat(sentence(post(person, "/retry", "").expect(409))).contains("nothing to do");
        }
        for (var person : List.of("clinician", "manager", "admin")) {
            post(person, "/pass-to-clinician", Map.of("passNote", "n")).expect(403);
            information(person, "key-12345678", "text").expect(403);
        }
    }

    @Test
    void passesAnEnquiryToAClinicianBesideWhateverElseIsOpen() {
        http.as("clinician").get("/api/episodes/" + reference).expect(404);

        post("reception", "/pass-to-clinician", Map.of("passNote", "Sounds unwell."))
                .expect(202);

        assertThat(steps(view("clinician"))).containsExactlyInAnyOrder("Task_ReviewEnquiry", "Task_SeeEnquiryNow");
        assertThat(audited("ENQUIRY_PASSED_TO_CLINICIAN", "ALLOWED")).isEqualTo(1);
    }

    @Test
    void asksCliniciansToLookNowBeforeUrgentWorkAndAtNightToo() {
        EngineClock.set(SATURDAY_NIGHT);

        post("reception", "/pass-to-clinician", Map.of("passNote", "Sounds unwell."))
                .expect(202);

        for (var person : List.of("clinician", "nightdoctor")) {
            var item = item(person, "Task_SeeEnquiryNow");
            assertThat(item.get("priority").asInt()).as("before urgent work").isGreaterThan(URGENT);
        }
        assertThat(due("Task_SeeEnquiryNow")).isEqualTo(SATURDAY_NIGHT.plus(Duration.ofMinutes(30)));
    }

    @Test
    void makesEveryOpenStepAsUrgentAsTheClinicianWhoLooked() {
        EngineClock.set(SATURDAY_NIGHT);
        post("reception", "/pass-to-clinician", Map.of("passNote", "Sounds unwell."))
                .expect(202);
        assertThat(due("Task_ReviewEnquiry")).isAfter(SATURDAY_NIGHT.plus(Duration.ofHours(8)));
        claim("clinician", "Task_SeeEnquiryNow");

        submit(
                "clinician",
                "Task_SeeEnquiryNow",
                Map.of("seenOutcome", "go-on", "urgency", "urgent", "seenNote", "To be seen today."));

        assertThat(item("reception", "Task_ReviewEnquiry").get("priority").asInt())
                .isEqualTo(URGENT);
        assertThat(due("Task_ReviewEnquiry")).isEqualTo(SATURDAY_NIGHT.plus(Duration.ofHours(8)));
        assertThat(rows.queryForList("""
                        select v.TEXT_ from ACT_RU_VARIABLE v
                        join ACT_RU_EXECUTION e on e.ID_ = v.EXECUTION_ID_
                        join hr_episode p on p.id = e.BUSINESS_KEY_
                        where p.reference = ? and v.NAME_ = 'urgency'
                        """, String.class, reference))
                .as("the pathway and its registration")
                .containsExactly("urgent", "urgent");
        assertThat(audited("URGENCY_PASSED_ON", "ALLOWED")).isEqualTo(1);
    }

    @Test
    void offersTheDraftOfAStepAgainWhenTheEpisodeIsReopened() {
        claim("reception", "Task_ReviewEnquiry");
        var before = task("Task_ReviewEnquiry");
        http.as("reception")
                .send(
                        "PUT",
                        "/api/work-items/" + before + "/draft",
                        "application/json",
                        "{\"registrationOutcome\":\"cannot-go-on\",\"holdUpNote\":\"Rang twice\"}".getBytes(UTF_8))
                .expect(204);

        post("manager", "/close", Map.of("reason", "closed-duplicate")).expect(200);
        post("manager", "/reopen", "").expect(200);

        var after = task("Task_ReviewEnquiry");
        assertThat(after).isNotEqualTo(before);
        assertThat(draft("reception", after)
                        .expect(200)
                        .json()
                        .get("holdUpNote")
                        .asText())
                .isEqualTo("Rang twice");
        draft("manager", after).expect(403);
    }

    @Test
    void showsUntilWhenTheRecordOfADischargedPatientIsKept() {
        assertThat(view("manager").get("retentionDate").isNull()).isTrue();
        var today = LocalDate.now();
        var patient = pathway.leadToDischarge();
        reference =
                rows.queryForObject("select reference from hr_episode where id = ?", String.class, patient.episodeId());

        var discharged = view("manager");
        assertThat(discharged.get("status").asText()).isEqualTo("discharged");
        assertThat(LocalDate.parse(discharged.get("retentionDate").asText()))
                .as("the day in the form")
                .isBetween(today.plusDays(3652), LocalDate.now().plusDays(3652));
    }

    @Test
    void refusesToPassOnAnEpisodeThatHasEnded() {
        post("manager", "/close", Map.of("reason", "closed-declined")).expect(200);

        var problem =
                post("reception", "/pass-to-clinician", Map.of("passNote", "n")).expect(400);
        assertThat(problem.json().get("fields").get("reference").asText()).contains("closed");
    }

    @Test
    void endsTheEpisodeOfAPatientWhoWithdrewOnceAPersonHasConfirmedIt() {
        post("reception", "/pass-to-clinician", Map.of("passNote", "Sounds unwell."))
                .expect(202);
        var before = view("manager");
        report("withdrew");
        assertThat(view("manager").get("status").asText()).isEqualTo("enquiry");

        confirm();

        var ended = view("manager");
        assertThat(ended.get("status").asText()).isEqualTo("closed");
        assertThat(ended.get("endReason").asText()).isEqualTo("withdrew");
        assertThat(ended.get("openSteps")).isEmpty();

        report("reported-by-mistake");
        confirm();

        var reversed = view("manager");
        assertThat(reversed.get("status").asText()).isEqualTo("enquiry");
        assertThat(steps(reversed)).containsExactlyInAnyOrderElementsOf(steps(before));
    }

    @Test
    void refusesAnEventOfAnUnknownOrEndedEpisode() {
        var unknown = start("0000-0000", "died").expect(400);
        assertThat(unknown.body()).contains("There is no episode with this reference");
        post("manager", "/close", Map.of("reason", "closed-declined")).expect(200);
        assertThat(start(reference, "died").expect(400).body()).contains("closed");
    }

    @Test
    void refusesToUndoWhatHasNotEnded() {
        assertThat(start(reference, "reported-by-mistake").expect(400).body()).contains("nothing to undo");
    }

    @Test
    void keepsInformationOnceHoweverOftenItComes() {
        var first =
                information("reception", "key-12345678", "Call in the evening.").expect(202);
        var again =
                information("reception", "key-12345678", "Call in the evening.").expect(202);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(sentence(information("reception", "key-12345678", "Call in the morning.")
                        .expect(409)))
                .contains("different content");
    }

    @Test
    void refusesInformationThatCannotBeKept() {
        assertThat(information("reception", "short", "text").expect(400).body()).contains("Idempotency-Key");
        assertThat(information("reception", "key-12345678", " ").expect(400).body())
                .contains("receivedInformation");
        information("reception", "key-12345678", "n".repeat(4_001)).expect(400);
        http.as("reception")
                .post("/api/episodes/" + reference + "/information", Map.of("receivedInformation", "text"))
                .expect(400);
        http.as("reception")
                .send(
                        "POST",
                        "/api/episodes/0000-0000/information",
                        "application/json",
                        "{\"receivedInformation\":\"text\"}".getBytes(UTF_8),
                        Map.of("Idempotency-Key", "key-12345678"))
                .expect(404);
    }

    @Test
    void answersEveryMistakeAsAProblem() {
        for (var answer : List.of(
                http.as("reception").get("/api/episodes/nonsense"),
                http.as("reception").delete("/api/episodes/" + reference),
                http.as("reception").send("POST", "/api/enquiries", "text/plain", new byte[] {1}),
                http.as("manager").post("/api/episodes/" + reference + "/close", "{"))) {
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.body()).doesNotContain("Exception");
        }
    }

    @Test
    void showsThePageOfTheApiToNobodyOutside() {
        assertThat(http.asNobody().get("/v3/api-docs").status()).isNotEqualTo(200);
    }

    private JsonNode view(String person) {
        return http.as(person).get("/api/episodes/" + reference).expect(200).json();
    }

    private Answer post(String person, String verb, Object body) {
        return http.as(person).post("/api/episodes/" + reference + verb, body);
    }

    private Answer information(String person, String key, String text) {
        return http.as(person)
                .send(
                        "POST",
                        "/api/episodes/" + reference + "/information",
                        "application/json",
                        ("{\"receivedInformation\":\"" + text + "\"}").getBytes(UTF_8),
                        Map.of("Idempotency-Key", key));
    }

    private Answer start(String about, String event) {
        return http.as("reception")
                .post(
                        "/engine-rest/process-definition/key/PatientEvent/submit-form",
                        Map.of(
                                "variables",
                                Map.of(
                                        "reference", Map.of("value", about),
                                        "patientEvent", Map.of("value", event),
                                        "reportedBy", Map.of("value", "The patient"))));
    }

    private void report(String event) {
        start(reference, event).expect(200);
    }

    private void confirm() {
        claim("coordinator", "Task_ConfirmPatientEvent");
        submit(
                "coordinator",
                "Task_ConfirmPatientEvent",
                Map.of("eventDecision", "confirmed", "confirmationWay", "patient"));
    }

    private void claim(String person, String step) {
        http.as(person)
                .post("/engine-rest/task/" + task(step) + "/claim", Map.of("userId", person))
                .expect(204);
    }

    private void submit(String person, String step, Map<String, String> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        http.as(person)
                .post("/engine-rest/task/" + task(step) + "/submit-form", Map.of("variables", variables))
                .expect(204);
    }

    private String task(String step) {
        return openTasks().entrySet().stream()
                .filter(open -> open.getValue().equals(step))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode item(String person, String step) {
        return http.as(person)
                .get("/engine-rest/task/" + task(step))
                .expect(200)
                .json();
    }

    private Answer draft(String person, String workItem) {
        return http.as(person).get("/api/work-items/" + workItem + "/draft");
    }

    private Instant due(String step) {
        return StreamSupport.stream(view("manager").get("openSteps").spliterator(), false)
                .filter(open -> open.get("step").asText().equals(step))
                .map(open -> Instant.parse(open.get("due").asText()))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> openTasks() {
        return rows.query("""
                        select t.ID_, t.TASK_DEF_KEY_ from ACT_RU_TASK t
                        join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_
                        join hr_episode p on p.id = e.BUSINESS_KEY_
                        where p.reference = ?
                        """, (row, n) -> Map.entry(row.getString(1), row.getString(2)), reference).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private int audited(String kind, String outcome) {
        var count = rows.queryForObject("""
                select count(*) from AUDIT_EVENT a join hr_episode p on p.id = a.EPISODE_ID
                where p.reference = ? and a.KIND = ? and a.OUTCOME = ?
                """, Integer.class, reference, kind, outcome);
        return count == null ? 0 : count;
    }

    private static List<String> steps(JsonNode episode) {
        return episode.get("openSteps").findValuesAsText("step");
    }

    private static String sentence(Answer answer) {
        return answer.json().get("detail").asText();
    }
}

package care.handrail.episodes.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterStore;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What people and their browsers do wrong with a work item, over HTTP, on whichever database the subclass runs: each gets
 * a sentence and the right status, and nothing is lost. {@link EnquiryApi} does the same for enquiries and files.
 */
abstract class BadInput {

    private static final String TASKLIST = "/camunda/api/engine/engine/default/task/";

    @Autowired
    private Http http;

    @Autowired
    private LetterStore letters;

    @Autowired
    private JdbcTemplate rows;

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
    void saysWhatIsWrongWithADateOrANumberAndKeepsTheDraft() {
        var reception = http.inBrowser("reception");
        var task = captureDetails(reception);
        var draft = Map.of("givenName", "Zoë 👩🏽‍⚕️", "surname", "بن ‏علي", "nhsNumber", "9990000000");
        reception.put("/api/work-items/" + task + "/draft", draft).expect(204);

        var sentences = Map.of(
                "2199-01-01", "The date of birth is in the future: check the year.",
                "1899-12-31", "'Date of birth' must be between 1900 and",
                "1984-02-30", "'Date of birth' is not a date.");
        sentences.forEach((date, sentence) -> {
            var problems = submit(reception, task, details("9990000000", date, "Lee"))
                    .expect(400)
                    .json()
                    .get("problems");
            assertThat(problems.get("dateOfBirth").asText()).contains(sentence);
            assertThat(problems.get("nhsNumber").asText()).contains("does not pass its check digit");
            assertThat(problems.toString()).doesNotContain(date).doesNotContain("9990000000");
        });

        assertThat(openSteps()).containsExactly("Task_CaptureDetails");
        var kept =
                reception.get("/api/work-items/" + task + "/draft").expect(200).json();
        draft.forEach((field, value) -> assertThat(kept.get(field).asText()).isEqualTo(value));
    }

    @Test
    void saysWhatIsMissingWhenNothingIsSent() {
        assertThat(http.inBrowser("reception")
                        .post("/engine-rest/process-definition/key/PatientPathway/submit-form", Map.of())
                        .expect(400)
                        .body())
                .contains("problems");
    }

    @Test
    void keepsEmojiAndRightToLeftNamesOfAForm() {
        var reception = http.inBrowser("reception");
        var task = captureDetails(reception);
        submit(reception, task, details("9990000018", "1984-02-29", "بن ‏علي 🌷"))
                .expect(204);

        assertThat(letters.latest(kept("patient_id"), kept("id"), Set.of("surname"), Set.of(DataClass.IDENTITY)))
                .containsEntry("surname", "بن ‏علي 🌷");
    }

    @Test
    void refusesANoteOfTenMegabytesInAFormOrADraft() {
        var reception = http.inBrowser("reception");
        var task = task();
        claim(reception, "reception", task).expect(204);
        reception
                .put("/api/work-items/" + task + "/draft", Map.of("holdUpNote", "Call again."))
                .expect(204);
        var note = "n".repeat(10 * 1024 * 1024);

        var refused = submit(
                reception,
                task,
                Map.of(
                        "registrationOutcome",
                        "cannot-go-on",
                        "holdUpReason",
                        "missing-information",
                        "holdUpNote",
                        note));
        assertThat(refused.expect(400).json().get("problems").get("holdUpNote").asText())
                .contains("2000")
                .endsWith(".");
        var draft = reception.put("/api/work-items/" + task + "/draft", Map.of("holdUpNote", note));
        assertThat(draft.status()).isIn(400, 413);
        assertThat(draft.json().get("detail").asText()).endsWith(".");

        assertThat(openSteps()).containsExactly("Task_ReviewEnquiry");
        assertThat(reception
                        .get("/api/work-items/" + task + "/draft")
                        .expect(200)
                        .body())
                .contains("Call again.");
    }

    @Test
    void letsOneOfTwoClaimAtOnceAndTellsTheOther() throws Exception {
        http.as("reception")
                .post("/api/episodes/" + reference + "/pass-to-clinician", Map.of("passNote", "Sounds unwell."))
                .expect(202);
        var task = task("Task_SeeEnquiryNow");
        var first = http.inBrowser("clinician");
        var second = http.inBrowser("clinician2");
        for (int round = 0; round < 5; round++) {
            var answers = atOnce(() -> claim(first, "clinician", task), () -> claim(second, "clinician2", task));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 409);
            assertThat(sentenceOf(answers, 409)).contains("Somebody else has just claimed this work item.");
            var winner = answers.get(0).status() == 204 ? first : second;
            winner.post(TASKLIST + task + "/unclaim", Map.of()).expect(204);
        }
    }

    @Test
    void takesAFormOnceThatIsSentTwiceAtOnce() throws Exception {
        var reception = http.inBrowser("reception");
        var task = task();
        claim(reception, "reception", task).expect(204);
        Callable<Answer> send = () -> submit(reception, task, Map.of("registrationOutcome", "accepted"));

        var answers = atOnce(send, send);
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 409);
        assertThat(sentenceOf(answers, 409)).contains(" ").endsWith(".");
        assertThat(openSteps()).containsExactly("Task_CaptureDetails");
    }

    @Test
    void tellsThatACompletedWorkItemIsDone() {
        var reception = http.inBrowser("reception");
        var task = task();
        claim(reception, "reception", task).expect(204);
        submit(reception, task, Map.of("registrationOutcome", "accepted")).expect(204);

        var again = submit(reception, task, Map.of("registrationOutcome", "signpost"));
        assertThat(again.expect(409).json().get("message").asText()).contains("This work item is no longer open");
        assertThat(claim(reception, "reception", task)
                        .expect(404)
                        .json()
                        .get("message")
                        .asText())
                .contains("This work item is gone");
        assertThat(openSteps()).containsExactly("Task_CaptureDetails");
    }

    private static List<Answer> atOnce(Callable<Answer> one, Callable<Answer> other) throws Exception {
        var together = new CyclicBarrier(2);
        var people = Executors.newFixedThreadPool(2);
        try {
            var answers = new ArrayList<Answer>();
            var calls = List.of(one, other).stream()
                    .<Callable<Answer>>map(call -> () -> {
                        together.await();
                        return call.call();
                    })
                    .toList();
            for (var answer : people.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            people.shutdown();
        }
    }

    private static String sentenceOf(List<Answer> answers, int status) {
        return answers.stream()
                .filter(answer -> answer.status() == status)
                .findFirst()
                .orElseThrow()
                .json()
                .get("message")
                .asText();
    }

    /** Leads the enquiry to the form for the details, and claims it. */
    private String captureDetails(Http.Caller reception) {
        var review = task();
        claim(reception, "reception", review).expect(204);
        submit(reception, review, Map.of("registrationOutcome", "accepted")).expect(204);
        var capture = task();
        claim(reception, "reception", capture).expect(204);
        return capture;
    }

    private static Map<String, String> details(String nhsNumber, String dateOfBirth, String surname) {
        return Map.of(
                "registrationOutcome", "captured",
                "givenName", "Zoë",
                "surname", surname,
                "dateOfBirth", dateOfBirth,
                "nhsNumber", nhsNumber,
                "nhsNumberStatus", "not-yet-traced",
                "contactPreference", "telephone",
                "phone", "01632 960001",
                "language", "en",
                "payerKind", "nhs");
    }

    private static Answer claim(Http.Caller caller, String userId, String task) {
        return caller.post(TASKLIST + task + "/claim", Map.of("userId", userId));
    }

    private static Answer submit(Http.Caller caller, String task, Map<String, String> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        return caller.post(TASKLIST + task + "/submit-form", Map.of("variables", variables));
    }

    private List<String> openSteps() {
        return http.as("manager")
                .get("/api/episodes/" + reference)
                .expect(200)
                .json()
                .get("openSteps")
                .findValuesAsText("step");
    }

    private String kept(String column) {
        return rows.queryForObject(
                "select " + column + " from hr_episode where reference = ?", String.class, reference);
    }

    /** Returns the episode's only work item. */
    private String task() {
        return task("%");
    }

    private String task(String step) {
        return rows.queryForObject("""
                select t.ID_ from ACT_RU_TASK t
                join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_
                join hr_episode p on p.id = e.BUSINESS_KEY_
                where p.reference = ? and t.TASK_DEF_KEY_ like ?
                """, String.class, reference, step);
    }
}

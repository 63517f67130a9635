package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.Tally;
import care.handrail.pathways.Watched;
import care.handrail.testing.DueJobs;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Others refer patients to us; on whichever database the subclass runs. */
abstract class InboundReferralsInTheClinic {

    private static final String REFERRALS = "/api/inbound-referrals";
    private static final String FHIR = REFERRALS + "?referralSender=gp&site=north&serviceLine=physiotherapy";
    private static final String FILE =
            Base64.getEncoder().encodeToString(("No fracture. " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private List<Watched> watched;

    private final Map<String, Object> referral = new HashMap<>();

    @BeforeEach
    void somebodyIsReferred() {
        var person = PathwayOverHttp.someoneNew();
        for (var field : List.of("givenName", "surname", "dateOfBirth", "phone")) {
            referral.put(field, person.get(field));
        }
        referral.putAll(Map.of(
                "referralSender", "gp",
                "senderReference", "GP-" + UUID.randomUUID(),
                "site", "north",
                "serviceLine", "physiotherapy",
                "referrerName", "Dr Example",
                "referrerAddress", "The surgery\nSampleford",
                "referralReason", "Knee pain since March."));
    }

    @Test
    void isAcknowledgedAtOnceAndTheSameAgainWithTheSameReceipt() {
        var receipt = send().expect(201).json();
        assertThat(receipt.get("reference").asText()).matches("[0-9A-Z]{4}-[0-9A-Z]{4}");
        assertThat(receipt.get("isNew").asBoolean()).isTrue();

        var again = send().expect(200).json();

        assertThat(again.get("reference")).isEqualTo(receipt.get("reference"));
        assertThat(again.get("isNew").asBoolean()).isFalse();
        referral.put("referralReason", "Hip pain.");
        assertThat(send().expect(409).body()).contains(receipt.get("reference").asText());
        assertThat(rows.queryForObject(
                        "select count(*) from hr_inbound_referral where sender_reference = ?",
                        Long.class,
                        referral.get("senderReference")))
                .isEqualTo(1);
    }

    @Test
    void isRefusedWithASentenceForEachWrongFieldAndNothingIsKept() {
        referral.put("serviceLine", "astrology");
        referral.put("noSuchField", "x");
        assertThat(send().expect(400).body()).contains("noSuchField");
        http.as("clinician").post(REFERRALS, referral).expect(403);
        assertThat(rows.queryForList(
                        "select 1 from hr_inbound_referral where sender_reference = ?",
                        referral.get("senderReference")))
                .isEmpty();
    }

    @Test
    void whoeverIsAcceptedIsUnderCareWithWhatTheReferralSaid() {
        var work = arrive();
        work.submit("DecideInboundReferral", "clinician", Map.of("referralTriage", "accept"));

        var row = row(work);
        assertThat(row).containsEntry("STATE", "ACCEPTED").containsEntry("TRIAGE", "accept");
        var episode = pathways.of(String.valueOf(row.get("EPISODE_ID")));
        assertThat(episode.open()).containsOnlyKeys("ReviewEnquiry");
        assertThat(rows.queryForMap(
                        "select patient_id, process_id, source from hr_episode where id = ?", row.get("EPISODE_ID")))
                .containsEntry("PATIENT_ID", row.get("PATIENT_ID"))
                .containsEntry("PROCESS_ID", "PhysiotherapyPathway")
                .containsEntry("SOURCE", "gp");
        var item = episode.item("ReviewEnquiry").getId();
        episode.claim("ReviewEnquiry");
        var shown = http.as("reception")
                .get("/engine-rest/task/" + item + "/form-variables")
                .expect(200)
                .json();
        assertThat(shown.at("/surname/value").asText()).isEqualTo(referral.get("surname"));
        theAnswerIsPosted(work);
        assertThat(row(work)).containsEntry("STATE", "ANSWERED");
        assertThat(tally().difference()).isZero();
    }

    @Test
    void whoeverIsRejectedHasAdviceForTheReferrer() {
        var work = arrive();
        work.submit(
                "DecideInboundReferral",
                "clinician",
                Map.of("referralTriage", "reject", "referralAdvice", "Please ask for an X-ray first."));

        assertThat(row(work)).containsEntry("STATE", "REJECTED").containsEntry("EPISODE_ID", null);
        theAnswerIsPosted(work);
        assertThat(row(work)).containsEntry("STATE", "ANSWERED");
    }

    @Test
    void whatIsMissingIsAddedByReception() {
        referral.remove("dateOfBirth");
        referral.remove("referrerAddress");
        send().expect(201);
        var work = work();
        assertThat(work.open()).containsOnlyKeys("CompleteInboundReferral");

        work.submit(
                "CompleteInboundReferral",
                "reception",
                Map.of("referralEntry", "completed", "dateOfBirth", "1951-07-04", "referrerAddress", "The surgery"));

        assertThat(work.open()).containsOnlyKeys("DecideInboundReferral");
    }

    /** Who typed it in knows how it came; a program has its answer. */
    @Test
    void whoeverWroteIsToldThatItIsHere() {
        referral.put("referralWay", "letter");
        var written = arrive();
        jobs.run();
        assertThat(acknowledged(written)).containsExactly("letter");
        var letter = pathways.of(rows.queryForObject(
                "select id from hr_dispatch where idempotency_key = ?",
                String.class,
                "inbound-acknowledged-" + written.episodeId()));
        assertThat(letter.open()).containsOnlyKeys("PrintLetter");
        letter.submit("PrintLetter", letter.claim("PrintLetter"), Map.of("correspondenceDecision", "cannot-post"));
        assertThat(written.open()).as("nothing waits for it").containsOnlyKeys("DecideInboundReferral");

        referral.put("senderReference", "GP-" + UUID.randomUUID());
        referral.put("referralWay", "email");
        send().expect(201);
        var mailed = work();
        assertThat(acknowledged(mailed)).as("nobody knows the address").isEmpty();

        referral.put("senderReference", "GP-" + UUID.randomUUID());
        referral.put("referrerEmail", "surgery@example.org");
        referral.remove("dateOfBirth");
        send().expect(201);
        var incomplete = work();
        assertThat(acknowledged(incomplete)).as("nobody knows of whom").isEmpty();
        incomplete.submit(
                "CompleteInboundReferral",
                "reception",
                Map.of("referralEntry", "completed", "dateOfBirth", "1951-07-04"));
        assertThat(acknowledged(incomplete)).containsExactly("email");

        referral.put("senderReference", "GP-" + UUID.randomUUID());
        referral.put("referralWay", "program");
        send().expect(201);
        assertThat(acknowledged(work())).isEmpty();
    }

    private List<String> acknowledged(PathwayOverHttp.Patient work) {
        return rows.queryForList(
                "select channel from hr_dispatch where idempotency_key = ?",
                String.class,
                "inbound-acknowledged-" + work.episodeId());
    }

    @Test
    void theSamePatientAgainIsFlaggedToTheClinician() {
        var first = arrive();
        assertThat(repeated(first)).isFalse();
        referral.put("senderReference", "GP-" + UUID.randomUUID());
        referral.put("referralSender", "hospital");

        assertThat(repeated(arrive())).isTrue();
    }

    @Test
    void comesInFhirWithItsFilesOnce() {
        var number = String.valueOf(referral.get("senderReference"));
        var receipt = sendFhir(fhir(number, "Knee pain since March.")).expect(201);
        var task = receipt.json();
        assertThat(receipt.header("Content-Type")).startsWith("application/fhir+json");
        assertThat(task.at("/resourceType").asText()).isEqualTo("Task");
        assertThat(task.at("/status").asText()).isEqualTo("received");
        var reference = task.at("/identifier/0/value").asText();

        assertThat(sendFhir(fhir(number, "Knee pain since March."))
                        .expect(200)
                        .json()
                        .at("/identifier/0/value")
                        .asText())
                .isEqualTo(reference);
        assertThat(sendFhir(fhir(number, "Hip pain.")).expect(409).body())
                .contains("OperationOutcome", "ServiceRequest.identifier", reference);

        var work = pathways.of(
                rows.queryForObject("select id from hr_inbound_referral where reference = ?", String.class, reference));
        assertThat(work.open()).containsOnlyKeys("CompleteInboundReferral");
        work.submit(
                "CompleteInboundReferral",
                "reception",
                Map.of("referralEntry", "completed", "referrerAddress", "The surgery"));
        var paper = rows.queryForObject(
                "select reference from hr_intake_document where episode_id = ?", String.class, work.episodeId());
        http.as("reception").get("/api/documents/" + paper + "/file").expect(404);
        http.as("clinician").get("/api/documents/" + paper + "/file").expect(404);

        var shown = shown(work, "DecideInboundReferral", "clinician");
        assertThat(shown.at("/referralReason/value").asText()).isEqualTo("Knee pain since March.");
        assertThat(shown.at("/referralFurther/value").asText()).contains("allergy", "Penicillin");
        assertThat(shown.at("/referralPapers/value").asText()).isEqualTo(paper);
        assertThat(http.as("clinician").get("/api/documents").expect(200).body())
                .contains(paper);
        assertThat(http.as("clinician")
                        .get("/api/documents/" + paper + "/file")
                        .expect(200)
                        .body())
                .startsWith("No fracture.");
        work.submit("DecideInboundReferral", "clinician", Map.of("referralTriage", "accept"));
        assertThat(http.as("clinician").get("/api/documents").expect(200).body())
                .doesNotContain(paper);
    }

    @Test
    void isRefusedInFhirByNameAndNothingIsKept() {
        var number = String.valueOf(referral.get("senderReference"));
        var strange = fhir(number, "Knee pain.").replace("\"gender\"", "\"shoeSize\": 41, \"gender\"");
        assertThat(sendFhir(strange).expect(422).body()).contains("OperationOutcome", "shoeSize");
        var noFile = fhir(number, "Knee pain.").replace(FILE, "PGh0bWw+PHNjcmlwdD4=");
        assertThat(sendFhir(noFile).expect(422).body()).contains("DocumentReference: ", "no file that can be taken in");
        var number9 = fhir(number, "Knee pain.").replace("\"1951-07-04\"", "\"2951-07-04\"");
        assertThat(sendFhir(number9).expect(422).body()).contains("dateOfBirth");
        assertThat(sendFhir("{}").expect(400).body()).contains("OperationOutcome");
        http.as("clinician")
                .send("POST", FHIR, "application/fhir+json", bytes(fhir(number, "Knee pain.")))
                .expect(403);
        assertThat(rows.queryForList("select 1 from hr_inbound_referral where sender_reference like ?", "%" + number))
                .isEmpty();
    }

    /** Reception finds a referral in the post. */
    @Test
    void comesAsADocumentThatIsTypedInBesideIt() {
        var text = "Dear colleague, please see Ottoline. " + UUID.randomUUID();
        var paper = upload(text);
        var document = pathways.of(
                rows.queryForObject("select id from hr_intake_document where reference = ?", String.class, paper));
        var number = String.valueOf(referral.get("senderReference"));
        var decision = Map.<String, Object>of(
                "documentDecision", "referral",
                "referralSender", "gp",
                "senderReference", number,
                "serviceLine", "physiotherapy");
        document.submit("FileDocument", "reception", decision);

        var work = work();
        assertThat(work.open()).containsOnlyKeys("CompleteInboundReferral");
        http.as("reception").get("/api/documents/" + paper + "/file").expect(404);
        var shown = shown(work, "CompleteInboundReferral", "reception");
        assertThat(shown.at("/referralPapers/value").asText()).isEqualTo(paper);
        assertThat(http.as("reception")
                        .get("/api/documents/" + paper + "/file")
                        .expect(200)
                        .body())
                .isEqualTo(text);
        http.as("coordinator").get("/api/documents/" + paper + "/file").expect(404);
        var typed =
                new HashMap<String, Object>(Map.of("referralEntry", "completed", "referralReasonAdded", "Knee pain"));
        for (var field : List.of("givenName", "surname", "dateOfBirth", "referrerName", "referrerAddress")) {
            typed.put(field, referral.get(field));
        }
        work.submit("CompleteInboundReferral", "reception", typed);

        http.as("reception").get("/api/documents/" + paper + "/file").expect(404);
        var decide = shown(work, "DecideInboundReferral", "clinician");
        assertThat(decide.at("/surname/value").asText()).isEqualTo(referral.get("surname"));
        assertThat(decide.at("/referralPapers/value").asText()).isEqualTo(paper);
        assertThat(http.as("clinician")
                        .get("/api/documents/" + paper + "/file")
                        .expect(200)
                        .body())
                .isEqualTo(text);

        work.submit("DecideInboundReferral", "clinician", Map.of("referralTriage", "accept"));

        var again = pathways.of(rows.queryForObject(
                "select id from hr_intake_document where reference = ?", String.class, upload(text + " Again.")));
        var item = again.item("FileDocument").getId();
        again.claim("FileDocument");
        var refused = http.as("reception")
                .post("/engine-rest/task/" + item + "/submit-form", Map.of("variables", variables(decision)))
                .expect(400);
        assertThat(refused.body()).contains("is here already");
        assertThat(again.open()).containsOnlyKeys("FileDocument");
    }

    private String upload(String text) {
        return http.as("reception")
                .send(
                        "POST",
                        "/api/documents",
                        "multipart/form-data; boundary=x",
                        bytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n" + text
                                + "\r\n--x--\r\n"))
                .expect(201)
                .json()
                .get("reference")
                .asText();
    }

    private static Map<String, Object> variables(Map<String, Object> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        return variables;
    }

    private JsonNode shown(PathwayOverHttp.Patient work, String form, String who) {
        var item = work.item(form).getId();
        http.as(who)
                .post("/engine-rest/task/" + item + "/claim", Map.of("userId", who))
                .expect(204);
        return http.as(who)
                .get("/engine-rest/task/" + item + "/form-variables")
                .expect(200)
                .json();
    }

    private Answer sendFhir(String body) {
        return http.as("reception").send("POST", FHIR, "application/fhir+json", bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** With a file that no other test has. */
    private String fhir(String number, String reason) {
        return """
                {"resourceType": "Bundle", "type": "transaction", "entry": [
                 {"resource": {"resourceType": "ServiceRequest", "status": "active", "intent": "order",
                   "identifier": [{"system": "http://gp.example.org", "value": "%s"}],
                   "subject": {"reference": "Patient/p"}, "requester": {"display": "Dr Example"},
                   "reasonCode": [{"text": "%s"}]}},
                 {"resource": {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1951-07-04",
                   "name": [{"family": "%s", "given": ["%s"]}]}},
                 {"resource": {"resourceType": "AllergyIntolerance", "patient": {"reference": "Patient/p"},
                   "type": "allergy", "code": {"text": "Penicillin"}}},
                 {"resource": {"resourceType": "DocumentReference", "status": "current",
                   "content": [{"attachment": {"title": "x-ray.txt", "data": "%s"}}]}}]}""".formatted(number, reason, referral.get("surname"), referral.get("givenName"), FILE);
    }

    private boolean repeated(PathwayOverHttp.Patient work) {
        var item = work.item("DecideInboundReferral").getId();
        http.as("clinician")
                .post("/engine-rest/task/" + item + "/claim", Map.of("userId", "clinician"))
                .expect(204);
        return http.as("clinician")
                .get("/engine-rest/task/" + item + "/form-variables")
                .expect(200)
                .json()
                .at("/referralRepeated/value")
                .asBoolean();
    }

    /** Somebody prints the letter that correspondence puts together, and posts it. */
    private void theAnswerIsPosted(PathwayOverHttp.Patient work) {
        jobs.run();
        var dispatch = rows.queryForObject(
                "select id from hr_dispatch where idempotency_key = ?",
                String.class,
                "inbound-referral-" + work.episodeId());
        var letter = pathways.of(dispatch);
        var form = letter.open().keySet().iterator().next();
        letter.submit(form, letter.claim(form), Map.of("correspondenceDecision", "posted"));
        jobs.run();
    }

    private PathwayOverHttp.Patient arrive() {
        send().expect(201);
        var work = work();
        assertThat(work.open()).containsOnlyKeys("DecideInboundReferral");
        return work;
    }

    private Answer send() {
        return http.as("reception").post(REFERRALS, referral);
    }

    private PathwayOverHttp.Patient work() {
        return pathways.of(rows.queryForObject(
                "select id from hr_inbound_referral where sender_reference = ?",
                String.class,
                referral.get("senderReference")));
    }

    private Map<String, Object> row(PathwayOverHttp.Patient work) {
        return rows.queryForMap("select * from hr_inbound_referral where id = ?", work.episodeId());
    }

    private Tally tally() {
        return watched.stream()
                .filter(kind -> kind.kind().equals("inbound-referral"))
                .findFirst()
                .orElseThrow()
                .tally();
    }
}

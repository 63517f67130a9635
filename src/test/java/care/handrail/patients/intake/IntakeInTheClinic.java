package care.handrail.patients.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareTeams;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.Tally;
import care.handrail.pathways.Watched;
import care.handrail.records.Documents;
import care.handrail.records.KeepsRecord;
import care.handrail.shared.Ids;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Documents arrive, are filed and read; on whichever database the subclass runs. */
abstract class IntakeInTheClinic {

    private static final String UPLOADS = "/api/documents/uploads";

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private TaskService workItems;

    @Autowired
    private RepositoryService models;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private Documents documents;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private List<KeepsRecord> keepers;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private List<Watched> watched;

    private final String text = "Dear colleague, please see Ottoline Quarrie. " + UUID.randomUUID();
    private String patient;
    private String episode;

    @BeforeEach
    void aPatientIsKnown() {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of("givenName", "Ottoline", "surname", "Quarrie", "dateOfBirth", "1951-07-04"));
        var pathway = pathways.begin("PatientPathway", "StartEnquiry", values);
        var row = rows.queryForMap("select patient_id, reference from hr_episode where id = ?", pathway.episodeId());
        patient = String.valueOf(row.get("PATIENT_ID"));
        episode = String.valueOf(row.get("REFERENCE"));
    }

    @Test
    void fromTheUploadToTheClinicianWhoReadIt() {
        var reference =
                upload("reception", text).expect(201).json().get("reference").asText();
        assertThat(line(reference))
                .contains(
                        "\"state\":\"received\"",
                        "\"scan\":\"not scanned\"",
                        "[\"patient\",\"kind\",\"date\",\"sender\"]")
                .doesNotContain("Quarrie");

        http.as("reception").get(file(reference)).expect(404);
        claim("reception", reference, "Task_FileDocument");
        assertThat(http.as("reception").get(file(reference)).expect(200).body()).isEqualTo(text);
        http.as("coordinator").get(file(reference)).expect(404);
        fileUnder("reception", reference, "K7QM-2XWD").expect(400);
        fileUnder("reception", reference, episode).expect(204);

        assertThat(documents.of(patient)).hasSize(1);
        assertThat(line(reference)).contains("\"state\":\"filed\"", "\"gaps\":[\"date\"]");
        assertThat(whyKept(patient))
                .contains("The document " + reference + " waits to be read, and the record is needed for it.");
        http.as("reception").get(file(reference)).expect(404);
        http.as("clinician").get(file(reference)).expect(404);

        var read = claim("clinician", reference, "Task_ReadDocument");
        var shown = http.as("clinician")
                .get("/engine-rest/task/" + read + "/form-variables")
                .expect(200)
                .json();
        assertThat(shown.at("/documentPatient/value").asText()).contains("Ottoline Quarrie", "1951-07-04");
        var answer = http.as("clinician").get(file(reference)).expect(200);
        assertThat(answer.body()).isEqualTo(text);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
        assertThat(answer.header("Content-Disposition")).isEqualTo("inline; filename=\"" + reference + ".txt\"");
        submit("clinician", read, Map.of("documentRead", "read", "documentNote", "Seen."))
                .expect(204);

        assertThat(line(reference)).contains("\"state\":\"closed\"");
        assertThat(rows.queryForList(
                        "select KIND from AUDIT_EVENT where OBJECT = ? and OUTCOME = 'ALLOWED' order by EVENT_NO",
                        String.class,
                        "document:" + reference))
                .containsExactly(
                        AuditEvent.Kind.DOCUMENT_RECEIVED.name(),
                        AuditEvent.Kind.DOCUMENT_VIEWED.name(),
                        AuditEvent.Kind.DOCUMENT_FILED.name(),
                        AuditEvent.Kind.DOCUMENT_VIEWED.name());
        assertThat(careTeams.current("reception", patient)).isEmpty();
        assertThat(tally().difference()).isZero();
    }

    @Test
    void whatIsNobodysIsKeptUntilSomebodySaysWhoseItIs() {
        var reference =
                upload("reception", text).expect(201).json().get("reference").asText();
        var id = rows.queryForObject("select id from hr_intake_document where reference = ?", String.class, reference);
        assertThat(whyKept(id)).containsExactly("It has yet to be said whose the document " + reference + " is.");
        claim("reception", reference, "Task_FileDocument");
        fileUnder("reception", reference, episode).expect(204);
        assertThat(whyKept(id)).isEmpty();
    }

    @Test
    void whatLiesWithAWrongPatientIsNobodysUntilItIsFiledAgain() {
        var reference =
                upload("reception", text).expect(201).json().get("reference").asText();
        claim("reception", reference, "Task_FileDocument");
        fileUnder("reception", reference, episode).expect(204);
        var read = claim("clinician", reference, "Task_ReadDocument");

        submit("clinician", read, Map.of("documentRead", "wrong-patient")).expect(204);

        assertThat(documents.of(patient)).isEmpty();
        http.as("clinician").get(file(reference)).expect(404);
        var item = claim("reception", reference, "Task_FileDocument");
        var variables = workItems.getVariables(item);
        assertThat(variables).doesNotContainKeys("patientId", "serviceLine");
        assertThat(http.as("reception").get(file(reference)).expect(200).body()).isEqualTo(text);
    }

    @Test
    void whatSomebodyHasClaimedIsThereHoweverMuchElseIsMoreUrgent() {
        var reference =
                upload("reception", text).expect(201).json().get("reference").asText();
        claim("reception", reference, "Task_FileDocument");
        var others = moreUrgent(101);
        try {
            http.as("reception").get(file(reference)).expect(200);
            fileUnder("reception", reference, episode).expect(204);
            var read = claim("clinician", reference, "Task_ReadDocument");
            assertThat(http.as("clinician").get("/api/documents").expect(200).body())
                    .contains(reference);
            submit("clinician", read, Map.of("documentRead", "read")).expect(204);
        } finally {
            others.forEach(process -> processes.deleteProcessInstance(process, "test"));
        }
    }

    @Test
    void theVerySameDocumentIsAnsweredWithItsReference() {
        var first = upload("reception", text).expect(201).json();
        var again = upload("coordinator", text).expect(200).json();

        assertThat(again.get("reference")).isEqualTo(first.get("reference"));
        assertThat(again.get("isNew").asBoolean()).isFalse();
    }

    @Test
    void whatIsGivenBackIsRemovedAndMayComeAgain() {
        var reference =
                upload("reception", text).expect(201).json().get("reference").asText();
        var item = claim("reception", reference, "Task_FileDocument");
        submit("reception", item, Map.of("documentDecision", "not-ours", "documentGivenBack", "sent-back"))
                .expect(204);

        assertThat(line(reference)).contains("\"state\":\"set aside\"");
        http.as("reception").get(file(reference)).expect(404);
        assertThat(rows.queryForList("select 1 from RECORD_DOCUMENT where DOCUMENT_ID in"
                        + " (select id from hr_intake_document where reference = '" + reference + "')"))
                .isEmpty();
        upload("reception", text).expect(201);
    }

    @Test
    void nothingIsKeptOfWhatIsNoDocument() {
        var page = "<!DOCTYPE html><html><body><script>alert(1)</script>" + UUID.randomUUID();
        assertThat(upload("reception", page).expect(400).body()).contains("no file that can be taken in");
        upload("clinician", text).expect(403);
        http.as("admin").get("/api/documents").expect(403);
        assertThat(rows.queryForList("select OUTCOME from AUDIT_EVENT where DETAIL = 'type'", String.class))
                .contains("REFUSED");
    }

    @Test
    void piecesAreKeptAndTheUploadGoesOnWhereItStopped() {
        var bytes = text.getBytes(UTF_8);
        assertThat(http.as("reception")
                        .send("OPTIONS", UPLOADS, null, null)
                        .expect(204)
                        .header("Tus-Max-Size"))
                .isEqualTo("20971520");
        var address = begin("reception", bytes.length);
        piece("reception", address, 0, Arrays.copyOf(bytes, 10)).expect(204);
        piece("reception", address, 0, Arrays.copyOf(bytes, 10)).expect(409);
        http.as("coordinator").send("HEAD", address, null, null).expect(404);
        var known = http.as("reception").send("HEAD", address, null, null).expect(200);
        assertThat(known.header("Upload-Offset")).isEqualTo("10");
        assertThat(known.header("Upload-Length")).isEqualTo(String.valueOf(bytes.length));

        var last = piece("reception", address, 10, Arrays.copyOfRange(bytes, 10, bytes.length))
                .expect(204);

        var reference = last.header("Document-Reference");
        assertThat(line(String.valueOf(reference))).contains("\"state\":\"received\"");
        assertThat(http.as("reception")
                        .send("HEAD", address, null, null)
                        .expect(200)
                        .header("Document-Reference"))
                .as("when the answer to the last piece was lost")
                .isEqualTo(reference);
        assertThat(documents
                        .find(address.substring(UPLOADS.length() + 1))
                        .orElseThrow()
                        .fileName())
                .isEqualTo("Quarrie.txt");
        var again = begin("reception", bytes.length);
        assertThat(piece("reception", again, 0, bytes).expect(204).header("Document-Repeated"))
                .isEqualTo("true");
    }

    @Test
    void theLastPieceIsDueAgainWhenTheDocumentCouldNotBeTakenIn() {
        var bytes = text.getBytes(UTF_8);
        var address = begin("reception", bytes.length);
        piece("reception", address, 0, Arrays.copyOf(bytes, 10)).expect(204);
        var last = Arrays.copyOfRange(bytes, 10, bytes.length);
        models.suspendProcessDefinitionByKey("IntakeDocument");
        try {
            piece("reception", address, 10, last).expect(500);
        } finally {
            models.activateProcessDefinitionByKey("IntakeDocument");
        }

        assertThat(http.as("reception")
                        .send("HEAD", address, null, null)
                        .expect(200)
                        .header("Upload-Offset"))
                .isEqualTo("10");
        var reference = piece("reception", address, 10, last).expect(204).header("Document-Reference");
        assertThat(line(String.valueOf(reference))).contains("\"state\":\"received\"");
    }

    @Test
    void nothingIsKeptOfPiecesThatMakeNoDocument() {
        var bytes = ("#!/bin/sh\n" + UUID.randomUUID()).getBytes(UTF_8);
        var address = begin("reception", bytes.length);

        piece("reception", address, 0, bytes).expect(400);

        http.as("reception").send("HEAD", address, null, null).expect(404);
        var id = address.substring(UPLOADS.length() + 1);
        assertThat(rows.queryForList("select 1 from RECORD_KEY where PATIENT_ID = ?", id))
                .isEmpty();
        http.as("reception")
                .send("POST", UPLOADS, null, null, Map.of("Upload-Length", "5", "Tus-Resumable", "0.2.2"))
                .expect(412);
    }

    @Test
    void thePageTakesAFileWithoutAnyScript() {
        var browser = http.inBrowser("reception");
        var page = browser.get("/documents").expect(200).body();
        assertThat(page).contains("Where they stand", "enctype=\"multipart/form-data\"");
        var token = page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");

        var sent = browser.fromElsewhere()
                .send("POST", "/documents", multipart("x"), body("x", text, Map.of("site", "north", "_csrf", token)))
                .expect(302);

        assertThat(browser.get(String.valueOf(sent.header("Location")).replaceAll("^https?://[^/]+", ""))
                        .expect(200)
                        .body())
                .contains("It is here for good", "Missing:");
        assertThat(browser.send(
                                "POST",
                                "/documents",
                                multipart("x"),
                                body("x", "MZ\u0090\u0000\u0003\u0000\u0000", Map.of("_csrf", token)))
                        .expect(400)
                        .body())
                .contains("no file that can be taken in");
        assertThat(http.inBrowser("clinician").get("/documents").expect(200).body())
                .contains("You have claimed no work item")
                .doesNotContain("Bring one in");
    }

    private String begin(String who, int bytes) {
        var metadata = "filename " + Base64.getEncoder().encodeToString("Quarrie.txt".getBytes(UTF_8)) + ",site "
                + Base64.getEncoder().encodeToString("north".getBytes(UTF_8));
        var begun = http.as(who)
                .send(
                        "POST",
                        UPLOADS,
                        null,
                        null,
                        Map.of(
                                "Tus-Resumable",
                                "1.0.0",
                                "Upload-Length",
                                String.valueOf(bytes),
                                "Upload-Metadata",
                                metadata))
                .expect(201);
        assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(begun.header("Upload-Expires"))))
                .isAfter(Instant.now());
        return String.valueOf(begun.header("Location"));
    }

    private Answer piece(String who, String address, long offset, byte[] piece) {
        return http.as(who)
                .send(
                        "PATCH",
                        address,
                        "application/offset+octet-stream",
                        piece,
                        Map.of("Tus-Resumable", "1.0.0", "Upload-Offset", String.valueOf(offset)));
    }

    private Answer upload(String who, String content) {
        return http.as(who).send("POST", "/api/documents", multipart("x"), body("x", content, Map.of("site", "north")));
    }

    private static String multipart(String boundary) {
        return "multipart/form-data; boundary=" + boundary;
    }

    private static byte[] body(String boundary, String content, Map<String, String> fields) {
        var body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(UTF_8)));
        body.writeBytes(("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Quarrie.pdf\"\r\n"
                        + "Content-Type: application/pdf\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(content.getBytes(UTF_8));
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    private String line(String reference) {
        for (var line : http.as("reception").get("/api/documents").expect(200).json()) {
            if (line.get("reference").asText().equals(reference)) {
                return line.toString();
            }
        }
        throw new AssertionError("no line of " + reference);
    }

    private String claim(String who, String reference, String step) {
        var item = workItems
                .createTaskQuery()
                .taskDefinitionKey(step)
                .processVariableValueEquals("reference", reference)
                .singleResult()
                .getId();
        http.as(who)
                .post("/engine-rest/task/" + item + "/claim", Map.of("userId", who))
                .expect(204);
        return item;
    }

    /** Returns the processes of new work items that two queues hold. */
    private List<String> moreUrgent(int many) {
        return IntStream.range(0, many)
                .mapToObj(n -> {
                    var process = processes
                            .startProcessInstanceByKey(
                                    "IntakeDocument",
                                    Ids.next(),
                                    Map.of(
                                            "reference", Ids.reference(),
                                            "site", "north",
                                            "priority", "routine",
                                            "intakeQueue", "reception"))
                            .getId();
                    var item = workItems
                            .createTaskQuery()
                            .processInstanceId(process)
                            .singleResult()
                            .getId();
                    workItems.setPriority(item, 1_000);
                    workItems.addCandidateGroup(item, "clinician");
                    return process;
                })
                .toList();
    }

    private Answer fileUnder(String who, String reference, String under) {
        var item = workItems
                .createTaskQuery()
                .taskDefinitionKey("Task_FileDocument")
                .processVariableValueEquals("reference", reference)
                .singleResult()
                .getId();
        return submit(
                who,
                item,
                Map.of(
                        "documentDecision", "file",
                        "filedUnder", under,
                        "documentKind", "clinic-letter",
                        "documentSender", "gp"));
    }

    private Answer submit(String who, String item, Map<String, Object> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        return http.as(who).post("/engine-rest/task/" + item + "/submit-form", Map.of("variables", variables));
    }

    private Tally tally() {
        return watched.stream()
                .filter(kind -> kind.kind().equals("intake-document"))
                .findFirst()
                .orElseThrow()
                .tally();
    }

    private List<String> whyKept(String patientId) {
        return transaction.execute(status -> keepers.stream()
                .flatMap(keeper -> keeper.whyKept(patientId).stream())
                .toList());
    }

    private static String file(String reference) {
        return "/api/documents/" + reference + "/file";
    }
}

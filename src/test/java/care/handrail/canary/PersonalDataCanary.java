package care.handrail.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.demo.Answers;
import care.handrail.episodes.Episodes;
import care.handrail.pathways.model.FormModel;
import care.handrail.shared.Ids;
import care.handrail.signoffs.SignOffs;
import care.handrail.testing.DueJobs;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import care.handrail.testing.SignedLetters;
import care.handrail.testing.paths.Models;
import ch.qos.logback.classic.Level;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Plants a mark in every personal field of every form and at every other door that takes personal data, works the
 * patients through their pathways, and looks for the marks wherever they must not be.
 *
 * <p>Each search also finds a mark that may stand there, to be seen to bite: the sender's own reference of an enquiry,
 * which is operational. There is no table of published events to search; the events are read as they are published.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PersonalDataCanary {

    private static final String CONTROL = "sourceReference";
    private static final String ENQUIRIES = "/api/enquiries";
    private static final String STATUS = "select status from hr_episode where id = ?";

    /** What the engine knows of a patient, for a step that is begun without those before it. */
    private static final Map<String, Object> ENVELOPE = Map.of(
            "site", "north",
            "serviceLine", "mental-health",
            "priority", "routine",
            "assessmentQueue", "clinician",
            "chaseCount", 0L,
            "inboundMessageName", "InformationReceived",
            "resultTries", 0L);

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private Episodes episodes;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private SignOffs signOffs;

    @Autowired
    private SignedLetters letters;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private ConfigurableApplicationContext clinic;

    private final Marks marks = new Marks("zqkanari", "098765412");
    private final Planting planting = new Planting(marks);
    private final Answers answers = Answers.read();
    private final Set<String> drafted = new TreeSet<>();
    private final List<Patient> patients = new ArrayList<>();
    private final List<Patient> referrals = new ArrayList<>();
    private final List<Patient> ofNoEpisode = new ArrayList<>();
    private final Instant began = Instant.now();
    private Finds logged = new Finds();
    private Finds published = new Finds();

    /** Makes the database write everything to its files, and returns where those are. */
    abstract Path databaseFiles(JdbcTemplate rows);

    /** Hands over, piece by piece, what a dump of the database holds. */
    abstract void dump(DataSource database, Consumer<byte[]> pieces);

    @BeforeAll
    void plant() {
        var levels = Map.of(
                "ROOT", Level.INFO,
                "org.camunda", Level.DEBUG,
                "org.camunda.bpm.engine.context", Level.DEBUG,
                // The name that somebody signs in with is looked up among the accounts.
                "org.camunda.bpm.engine.impl.persistence.entity.UserEntity", Level.INFO,
                "org.camunda.bpm.engine.impl.persistence.entity.GroupEntity", Level.INFO,
                "care.handrail", Level.DEBUG);
        try (var log = new LogWatch(marks, levels);
                var events = new EventWatch(marks, clinic)) {
            logged = log.finds();
            published = events.finds();
            // The control of the events, because none of them tells of an enquiry.
            clinic.publishEvent(marks.text(CONTROL));
            fromEnquiryToDischarge();
            whatIsToldAboutAnEpisode();
            theResults();
            theImport();
            theSearch();
            aDocument();
            aReferralToUs();
            aReferralInFhir();
            var patient = standingAtTheAssessment();
            aSignOff(patient);
            whatFollows();
            stepsThatAreSeldomReached(patient);
            whatIsRefused();
            whatIsTypedIntoAddresses();
            aStepThatFails(patient);
        }
    }

    @AfterAll
    void takeThePatientsAway() {
        Stream.of(patients, referrals, ofNoEpisode)
                .flatMap(List::stream)
                .flatMap(patient -> processes
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(patient.episodeId())
                        .rootProcessInstances()
                        .list()
                        .stream())
                .forEach(instance -> processes.deleteProcessInstance(instance.getId(), "test"));
    }

    @Test
    void plantsEveryPersonalFieldOfEveryForm() {
        assertThat(planting.planted()).isEqualTo(Planting.personalFields());
    }

    @Test
    void findsNoneInAnyTable() {
        var finds = inTables(marks);
        assertThat(finds.besides(CONTROL)).isEmpty();
        assertThat(finds.of(CONTROL))
                .contains("ACT_HI_VARINST.TEXT_", "ACT_RU_VARIABLE.TEXT_", "HR_EPISODE.SOURCE_REFERENCE");
    }

    @Test
    void findsNoneInADump() {
        var finds = inDump(marks);
        assertThat(finds.besides(CONTROL)).isEmpty();
        assertThat(finds.of(CONTROL)).isNotEmpty();
    }

    /** Each search is seen to find what leaks; marks of its own, because what was in a database once may stay in its files. */
    @Test
    void findsALeakWhereverOneIsSeeded() {
        var leaks = new Marks("wvleckax", "098765413");
        var text = leaks.text("leak");
        rows.update("insert into ACT_GE_PROPERTY (NAME_, VALUE_, REV_) values ('seeded leak', ?, 1)", text);
        try {
            assertThat(inTables(leaks).of("leak")).containsExactly("ACT_GE_PROPERTY.VALUE_");
            assertThat(inDump(leaks).of("leak")).isNotEmpty();
        } finally {
            rows.update("delete from ACT_GE_PROPERTY where NAME_ = 'seeded leak'");
        }
        for (var leak : List.<Consumer<Logger>>of(
                log -> log.info("A name: {}", text),
                log -> log.warn("A request failed", new IllegalStateException("cannot read " + text)),
                log -> log.info("GET /patients?surname={}", text))) {
            try (var log = new LogWatch(leaks, Map.of("care.handrail", Level.INFO))) {
                leak.accept(LoggerFactory.getLogger("care.handrail.canary"));
                assertThat(log.finds().of("leak")).isNotEmpty();
            }
        }
        try (var events = new EventWatch(leaks, clinic)) {
            clinic.publishEvent(Map.of("surname", text));
            assertThat(events.finds().of("leak")).isNotEmpty();
        }
    }

    private Finds inTables(Marks wanted) {
        var finds = new Finds();
        new Tables(database).forEach((table, column, value) -> finds.add(wanted.in(value), table + "." + column));
        return finds;
    }

    private Finds inDump(Marks wanted) {
        var finds = new Finds();
        dump(database, piece -> finds.add(wanted.in(piece), "dump"));
        return finds;
    }

    /** A code such as {@code vouched-for} cannot be marked; so the engine must not have it, nor know of its field. */
    @Test
    void findsNoPersonalFieldAndNoPersonalCodeInTheEngine() {
        var operational = Planting.forms()
                .flatMap(form -> form.fields().stream())
                .filter(field -> field.dataClass() == DataClass.OPERATIONAL)
                .flatMap(field -> Stream.concat(Stream.of(field.key()), field.options().stream()))
                .collect(Collectors.toSet());
        var wanted = new TreeSet<>(planting.codes().values());
        Planting.personalFields().forEach(field -> wanted.add(field.substring(field.indexOf('.') + 1)));
        wanted.removeAll(operational);
        wanted.add(CONTROL);

        var finds = new Finds();
        new Tables(database).forEach((table, column, value) -> {
            var text = new String(value, UTF_8);
            if (table.startsWith("ACT_") && wanted.contains(text)) {
                finds.add(Set.of(text), table + "." + column);
            }
        });
        assertThat(finds.besides(CONTROL)).isEmpty();
        assertThat(finds.of(CONTROL)).contains("ACT_HI_VARINST.NAME_");
        assertThat(wanted).contains("identityProof", "vouched-for");
    }

    @Test
    void findsNoneInTheLog() {
        assertThat(logged.besides(CONTROL)).isEmpty();
        assertThat(logged.of(CONTROL)).isNotEmpty();
    }

    @Test
    void findsNoneInAnyEvent() {
        assertThat(published.besides(CONTROL)).isEmpty();
        assertThat(published.of(CONTROL)).isNotEmpty();
        assertThat(new Tables(database).names()).contains("HR_EPISODE").doesNotContain("EVENT_PUBLICATION");
    }

    @Test
    void findsNoneInTheFilesOfTheDatabase() throws IOException {
        var finds = new Finds();
        try (var files = Files.walk(databaseFiles(rows))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!Files.getLastModifiedTime(file).toInstant().isBefore(began.minusSeconds(1))) {
                    finds.add(marks.in(Files.readAllBytes(file)), file.toString());
                }
            }
        }
        assertThat(finds.besides(CONTROL)).isEmpty();
        assertThat(finds.of(CONTROL)).isNotEmpty();
    }

    private void fromEnquiryToDischarge() {
        var patient = begin("PatientPathway", "StartEnquiry", enquiry("complete"));
        lead(patient);
        aReferral(patient);
    }

    /** By a clinician who had the patient before, and with what a service says of it. */
    private void aReferral(Patient patient) {
        var clinician = rows.queryForObject(
                "select min(USER_ID) from CARE_RELATIONSHIP where PATIENT_ID = ? and USER_ID like 'clinician%'",
                String.class, patientId(patient));
        var reference =
                rows.queryForObject("select reference from hr_episode where id = ?", String.class, patient.episodeId());
        var referring = pathway.filling(this::fill);
        var referral =
                referring.beginAs(clinician, "OutboundReferral", "StartReferral", Map.of("reference", reference));
        referrals.add(referral);
        referring.begin(
                "ReceiverCall",
                "TellReferralNews",
                Map.of(
                        "reference",
                        rows.queryForObject(
                                "select reference from hr_outbound_referral where id = ?",
                                String.class,
                                referral.episodeId()),
                        "referralNews",
                        "rejected"));
        http.as("reception")
                .send(
                        "POST",
                        "/api/referrals/" + referral.episodeId() + "/events",
                        "application/json",
                        "{\"event\": \"report-back\", \"note\": \"%s\"}"
                                .formatted(marks.text("api.note"))
                                .getBytes(UTF_8),
                        Map.of("Idempotency-Key", marks.text("api.Idempotency-Key")))
                .expect(202);
        jobs.run();
    }

    /** An enquiry from outside; it is passed on, told more, ended and reopened. */
    private void whatIsToldAboutAnEpisode() {
        var taken = http.as("reception")
                .post(ENQUIRIES, enquiryFromOutside())
                .expect(201)
                .json();
        var reference = taken.get("reference").asText();
        var episode = "/api/episodes/" + reference;
        var patient = keep(pathway.of(episodes.idOf(reference)));

        begin("PassToClinician", "PassToClinician", Map.of("reference", reference));
        work(patient, "SeeEnquiryNow");
        http.as("reception")
                .post(episode + "/pass-to-clinician", Map.of("passNote", marks.text("api.passNote")))
                .expect(202);
        work(patient, "SeeEnquiryNow");
        inform(reference, marks.text("api.Idempotency-Key"), marks.text("api.receivedInformation"))
                .expect(202);
        jobs.run();

        http.as("nurse")
                .post(
                        "/api/patients/" + patientId(patient) + "/break-glass",
                        Map.of("reason", "covering", "words", marks.text("api.words")))
                .expect(201);

        begin("ConsentWithdrawal", "ReportWithdrawal", Map.of("reference", reference, "consentPerformer", "attorney"));
        work(patient, "ConfirmWithdrawal");

        for (var event : List.of("withdrew", "reported-by-mistake")) {
            begin("PatientEvent", "ReportPatientEvent", Map.of("reference", reference, "patientEvent", event));
            work(patient, "ConfirmPatientEvent");
        }
        http.as("manager")
                .post(episode + "/close", Map.of("reason", marks.text("api.reason")))
                .expect(400);
        http.as("manager")
                .post(episode + "/close", Map.of("reason", "closed-declined"))
                .expect(200);
        inform(reference, marks.text("api.Idempotency-Key"), marks.text("api.lateInformation"))
                .expect(202);
        jobs.run();
        http.as("manager").post(episode + "/reopen", "").expect(200);
    }

    /** A test that was ordered, a result whose patient has to be found, and one that cannot be taken. */
    private void theResults() {
        var patient = patients.get(0);
        careTeams.begin(patientId(patient), "clinician", Reason.NAMED, "canary-" + patient.episodeId(), null, null);
        var reference =
                rows.queryForObject("select reference from hr_episode where id = ?", String.class, patient.episodeId());
        var order = fill(Planting.form("PlaceOrder"), Map.of("reference", Objects.requireNonNull(reference)));
        var placed = http.as("clinician")
                .post(
                        "/engine-rest/process-definition/key/TestOrder/submit-form",
                        Map.of(
                                "variables",
                                order.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey, entry -> Map.of("value", entry.getValue())))))
                .expect(200)
                .json();
        ofNoEpisode.add(pathway.of(placed.get("businessKey").asText()));
        var taken = sendResult("api.result", "final").expect(202).json();
        var result = pathway.of(taken.get("receipt").asText());
        ofNoEpisode.add(result);
        result.runJobs();
        http.as("reception").get("/api/results/" + result.episodeId()).expect(200);
        work(result, "SettleResult");
        sendResult("refused.result", marks.text("refused.result.status")).expect(400);
    }

    private Answer sendResult(String door, String status) {
        return http.as("reception")
                .send(
                        "POST",
                        "/api/results",
                        "application/json",
                        """
                        {"identifier": "%s", "status": "%s", "basedOn": "%s", "issued": "2025-11-21T10:30:00Z",
                         "code": {"text": "%s"}, "performer": "%s", "effective": "%s",
                         "subject": {"given": "%s", "family": "%s", "birthDate": "%s", "nhsNumber": "%s"},
                         "result": [{"code": {"text": "%s"}, "value": "%s", "note": "%s"}], "conclusion": "%s"}""".formatted(Stream.concat(
                                                Stream.of(marks.text(door + ".identifier"), status),
                                                Stream.of(
                                                                "basedOn",
                                                                "code",
                                                                "performer",
                                                                "effective",
                                                                "given",
                                                                "family",
                                                                "birthDate",
                                                                "nhsNumber",
                                                                "what",
                                                                "value",
                                                                "note",
                                                                "conclusion")
                                                        .map(field -> marks.text(door + "." + field)))
                                        .toArray())
                                .getBytes(UTF_8),
                        Map.of("Idempotency-Key", marks.text(door + ".Idempotency-Key")));
    }

    private Answer inform(String reference, String key, String text) {
        return http.as("reception")
                .send(
                        "POST",
                        "/api/episodes/" + reference + "/information",
                        "application/json",
                        "{\"receivedInformation\": \"%s\"}".formatted(text).getBytes(UTF_8),
                        Map.of("Idempotency-Key", key));
    }

    /** A file with an enquiry that can be taken, one that is held because of what was typed, and one that is refused. */
    private void theImport() {
        var taken = enquiryFromOutside();
        var held = enquiryFromOutside();
        held.put("dateOfBirth", marks.text("csv.dateOfBirth"));
        held.put("nhsNumber", marks.text("csv.nhsNumber"));
        held.put("email", marks.text("csv.email"));
        var refused = enquiryFromOutside();
        refused.put("sourceReference", "");
        var columns = taken.keySet();
        var file = Stream.of(taken, held, refused)
                .map(row -> columns.stream()
                        .map(column -> String.valueOf(row.get(column)))
                        .collect(Collectors.joining(",")))
                .collect(
                        Collectors.joining("\n", String.join(",", columns) + "\n", "\n" + marks.text("csv.short row")));

        var report = importFile(file).expect(200).json();
        assertThat(report.get("accepted").asInt()).isEqualTo(1);
        assertThat(report.get("held").asInt()).isEqualTo(1);
        assertThat(report.get("refused").asInt()).isEqualTo(2);
        report.get("rows").findValuesAsText("reference").forEach(reference -> {
            var patient = keep(pathway.of(episodes.idOf(reference)));
            work(patient, patient.open().keySet().iterator().next());
        });
        importFile(marks.text("csv.column") + "," + file).expect(400);
    }

    /** Typed in, rejected and answered; and the steps of it that are seldom reached. */
    private void aReferralToUs() {
        var referral = begin("InboundReferral", "TakeReferral", Map.of("senderReference", marks.text(CONTROL)));
        lead(referral);
        var dispatches = rows.queryForList(
                "select id from hr_dispatch where idempotency_key = ?",
                String.class,
                "inbound-referral-" + referral.episodeId());
        dispatches.forEach(id -> keep(pathway.of(id)));
        var patientId = rows.queryForObject(
                "select patient_id from hr_inbound_referral where id = ?", String.class, referral.episodeId());
        for (var form : List.of("CompleteInboundReferral", "TellReferrer")) {
            var begun = processes
                    .createProcessInstanceByKey("InboundReferral")
                    .businessKey(referral.episodeId())
                    .setVariables(ENVELOPE)
                    .setVariable("patientId", patientId)
                    .startBeforeActivity("Task_" + form)
                    .execute();
            work(referral, form);
            processes.deleteProcessInstanceIfExists(begun.getId(), "test", false, false, false, false);
        }
        aReportToAReferrer(referral.episodeId(), String.valueOf(patientId));
    }

    /** What the referrer is told at the end of the care: written by a clinician, and got to them by a person. */
    private void aReportToAReferrer(String referralId, String patientId) {
        for (var form : List.of("WriteReferralReport", "WriteReferralReport", "DeliverReferralReport")) {
            var id = Ids.next();
            rows.update("""
                    insert into hr_referral_report (id, referral_id, episode_id, patient_id, reference, site, service_line,
                      state, sendings, opened_at, version)
                    values (?, ?, ?, ?, 'K7QM-2XWD', 'north', 'physiotherapy', 'SENDING', 1, current_timestamp, 0)
                    """, id, referralId, id, patientId);
            var report = keep(pathway.of(id));
            processes
                    .createProcessInstanceByKey("ReferralReport")
                    .businessKey(id)
                    .setVariables(ENVELOPE)
                    .setVariable("patientId", patientId)
                    .startBeforeActivity("Task_" + form)
                    .execute();
            work(report, form);
            report.runJobs();
        }
    }

    /** In fields, in text, in a file, and in what is refused. */
    private void aReferralInFhir() {
        var address = "/api/inbound-referrals?referralSender=gp&site=north&serviceLine=physiotherapy";
        var file = Base64.getEncoder().encodeToString(marks.text("fhir.file").getBytes(UTF_8));
        var sent = """
                {"resourceType": "ServiceRequest", "status": "active", "intent": "order",
                 "contained": [{"resourceType": "Patient", "id": "p", "name": [{"family": "%s"}]},
                  {"resourceType": "AllergyIntolerance", "id": "a", "patient": {"reference": "#p"}, "code": {"text": "%s"}},
                  {"resourceType": "DocumentReference", "id": "d", "status": "current",
                   "content": [{"attachment": {"title": "%s", "data": "%s"}}]}],
                 "identifier": [{"value": "%s"}], "subject": {"reference": "#p"}, "reasonCode": [{"text": "%s"}]}""".formatted(
                        marks.text("fhir.family"),
                        marks.text("fhir.allergy"),
                        marks.text("fhir.title"),
                        file,
                        marks.text(CONTROL),
                        marks.text("fhir.reason"));
        var reference = sendReferral(address, sent)
                .expect(201)
                .json()
                .at("/identifier/0/value")
                .asText();
        sendReferral(address, sent.replace("\"active\"", "\"" + marks.text("fhir.refused") + "\""))
                .expect(422);
        sendReferral(address, sent.replace("\"reasonCode\"", "\"" + marks.text("fhir.element") + "\""))
                .expect(422);
        sendReferral(address, marks.text("fhir.body")).expect(400);
        var referral = keep(pathway.of(rows.queryForObject(
                "select id from hr_inbound_referral where reference = ?", String.class, reference)));
        work(referral, "CompleteInboundReferral");
    }

    private Answer sendReferral(String address, String body) {
        return http.as("reception").send("POST", address, "application/fhir+json", body.getBytes(UTF_8));
    }

    /** A marked file with a marked name, whole and in pieces; filed and read. */
    private void aDocument() {
        var body = ("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s.txt\"\r\n\r\n%s\r\n--x--\r\n")
                .formatted(marks.text("document.name"), marks.text("document.content"));
        var reference = http.as("reception")
                .send("POST", "/api/documents", "multipart/form-data; boundary=x", body.getBytes(UTF_8))
                .expect(201)
                .json()
                .get("reference")
                .asText();
        var whose = rows.queryForObject("select min(reference) from hr_episode", String.class);
        var document = keep(pathway.of(
                rows.queryForObject("select id from hr_intake_document where reference = ?", String.class, reference)));
        document.submit(
                "FileDocument",
                document.claim("FileDocument"),
                Map.of(
                        "documentDecision", "file",
                        "filedUnder", whose,
                        "documentKind", "clinic-letter",
                        "documentSender", "gp"));
        work(document, "ReadDocument");
        var piece = marks.text("document.piece").getBytes(UTF_8);
        var name =
                Base64.getEncoder().encodeToString(marks.text("document.upload").getBytes(UTF_8));
        var uploads = "/api/documents/uploads";
        var begun = http.as("reception")
                .send(
                        "POST",
                        uploads,
                        null,
                        null,
                        Map.of("Upload-Length", piece.length + 1 + "", "Upload-Metadata", "filename " + name))
                .expect(201);
        http.as("reception")
                .send(
                        "PATCH",
                        String.valueOf(begun.header("Location")),
                        "application/offset+octet-stream",
                        piece,
                        Map.of("Upload-Offset", "0"))
                .expect(204);
    }

    /** By what can be looked for, by what cannot, and by somebody who may not; then the record of everybody so far. */
    private void theSearch() {
        var search = "/api/patients/search";
        http.as("reception")
                .post(
                        search,
                        Map.of(
                                "surname", marks.text("search.surname"),
                                "givenName", marks.text("search.givenName"),
                                "phone", "01632 960001"))
                .expect(200);
        http.as("reception")
                .post(
                        search,
                        Map.of(
                                "dateOfBirth", marks.text("search.dateOfBirth"),
                                "nhsNumber", marks.text("search.nhsNumber"),
                                "phone", marks.text("search.phone")))
                .expect(400);
        http.as("manager")
                .post(search, Map.of("surname", marks.text("search.refused")))
                .expect(403);
        for (var patient : patients) {
            var id = rows.queryForObject(
                    "select patient_id from hr_episode where id = ?", String.class, patient.episodeId());
            http.as("reception").get("/api/patients/" + id).expect(200);
            http.as("clinician2").get("/api/patients/" + id);
        }
    }

    private Answer importFile(String file) {
        return http.as("reception").send("POST", ENQUIRIES + "/import", "text/csv", file.getBytes(UTF_8));
    }

    /** An enquiry that was typed in although something was missing. */
    private Patient standingAtTheAssessment() {
        var patient =
                begin("PatientPathway", "StartEnquiry", enquiry("incomplete", "incompleteReason", "missing-surname"));
        while (!patient.open().containsKey("AssessPatient")) {
            work(patient, patient.open().keySet().iterator().next());
        }
        return patient;
    }

    /** Something about the patient is shown for a signature, and sent back. */
    private void aSignOff(Patient patient) {
        var letter = Ids.next();
        letters.write(letter, marks.text("signed.letter"));
        var signOff = transaction.execute(status -> signOffs.request(new SignOffs.Request(
                letters.kind(),
                letter,
                "K7QM-2XWD",
                patientId(patient),
                patient.episodeId(),
                "north",
                "general-practice",
                "physio",
                Role.CLINICIAN,
                null,
                null,
                patient.episodeId())));
        work(keep(pathway.of(Objects.requireNonNull(signOff))), "SignItem");
    }

    /** Work that comes out of an encounter: done by clinicians, and given back by the office. */
    private void whatFollows() {
        var discharged = patients.get(0);
        for (var owner : List.of("clinician", "reception")) {
            for (int i = 0; i < 2; i++) {
                var asked = planting.fill(
                        Planting.form("StartAction"),
                        Map.of(
                                "actionKind",
                                "make-call",
                                "actionOwner",
                                owner,
                                "actionPerson",
                                owner,
                                "actionDueDate",
                                LocalDate.now().plusDays(9).toString()));
                asked.remove("reference");
                var action = http.as("clinician")
                        .post(
                                "/api/episodes/"
                                        + rows.queryForObject(
                                                "select reference from hr_episode where id = ?",
                                                String.class,
                                                discharged.episodeId())
                                        + "/follow-on-actions",
                                asked)
                        .expect(201)
                        .json()
                        .get("id")
                        .asText();
                work(keep(pathway.of(action)), owner.equals("clinician") ? "DoClinicalAction" : "DoOfficeAction");
                if (pathway.of(action).open().containsKey("DecideOwner")) {
                    work(pathway.of(action), "DecideOwner");
                }
            }
        }
    }

    /** Begins in the middle of a process where a form has a personal field that nothing has come to yet. */
    private void stepsThatAreSeldomReached(Patient patient) {
        var patientId = patientId(patient);
        var models = Models.ofProduct();
        for (var process : models.processes()) {
            var diagram = Bpmn.readModelFromStream(
                    new ByteArrayInputStream(models.diagram(process).getBytes(UTF_8)));
            for (var step : diagram.getModelElementsByType(UserTask.class)) {
                var form = step.getCamundaFormRef();
                while (planting.toPlant(Planting.form(form), leadingOn(form)).isPresent()) {
                    var begun = processes
                            .createProcessInstanceByKey(process)
                            .businessKey(patient.episodeId())
                            .setVariables(ENVELOPE)
                            .setVariable("patientId", patientId)
                            .startBeforeActivity(step.getId())
                            .execute();
                    work(patient, form);
                    processes.deleteProcessInstanceIfExists(begun.getId(), "test", false, false, false, false);
                }
            }
        }
    }

    /** Sends what breaks every rule. */
    private void whatIsRefused() {
        var patient = begin("PatientPathway", "StartEnquiry", enquiry("complete"));
        var item = patient.item("ReviewEnquiry");
        var who = patient.claim("ReviewEnquiry");
        var submit = "/engine-rest/task/" + item.getId() + "/submit-form";
        for (var field : List.of("registrationOutcome", "holdUpNote", "surname", "noSuchField")) {
            http.as(who)
                    .post(submit, variables(field, marks.text("refused." + field)))
                    .expect(400);
        }
        http.as(who).post(submit, variables(marks.text("refused.key"), "x")).expect(400);
        http.as("coordinator")
                .post(submit, variables("holdUpNote", marks.text("refused.stranger")))
                .expect(403);
        http.as(who)
                .post(submit, "{\"variables\": {\"holdUpNote\": {\"value\": \"" + marks.text("refused.json"))
                .expect(400);
        http.as(who)
                .put(
                        "/api/work-items/" + item.getId() + "/draft",
                        Map.of(marks.text("refused.draft key"), marks.text("refused.draft")))
                .expect(400);

        for (var field : List.of("phone", "email", "nhsNumber", "dateOfBirth", "site", "noSuchField", "pathway")) {
            var enquiry = enquiryFromOutside();
            enquiry.put(field, marks.text("refused.api." + field));
            http.as("reception").post(ENQUIRIES, enquiry).expect(400);
        }
        var enquiry = enquiryFromOutside();
        http.as("reception").post(ENQUIRIES, enquiry).expect(201);
        enquiry.put("surname", marks.text("refused.api.other"));
        http.as("reception").post(ENQUIRIES, enquiry).expect(409);
        http.as("clinician").post(ENQUIRIES, enquiryFromOutside()).expect(403);
        http.as("reception")
                .post(ENQUIRIES, "{\"surname\": " + marks.text("refused.api.json"))
                .expect(400);
        http.as(marks.text("refused.user"), marks.text("refused.password"))
                .get("/api/pathways/releases")
                .expect(401);
    }

    private String patientId(Patient patient) {
        return Objects.requireNonNull(rows.queryForObject(
                "select patient_id from hr_episode where id = ?", String.class, patient.episodeId()));
    }

    /** A name typed into an address by somebody signed in, as a part of its path and as a question. */
    private void whatIsTypedIntoAddresses() {
        for (var caller : List.of(http.inBrowser("reception"), http.as("reception"))) {
            for (var address : List.of(
                    "/api/episodes/",
                    "/api/patients/",
                    "/api/work-items/",
                    "/api/audit/events?after=",
                    "/api/enquiries?surname=",
                    "/engine-rest/",
                    "/engine-rest/task?nameLike=",
                    "/engine-rest/task/",
                    "/camunda/app/",
                    "/camunda/app/tasklist/default/?surname=",
                    "/camunda/api/engine/engine/default/task/",
                    "/?surname=",
                    "/sign-in?surname=",
                    "/nowhere/")) {
                caller.send(
                        "GET",
                        address + marks.text("address " + address),
                        null,
                        null,
                        Map.of("Accept", "text/html", "Referer", "http://localhost/" + marks.text("referer")));
            }
        }
    }

    private static Map<String, Object> variables(String name, String value) {
        return Map.of("variables", Map.of(name, Map.of("value", value)));
    }

    /** A step that fails after what was typed is in the records: the episode is over without the pathway knowing. */
    private void aStepThatFails(Patient patient) {
        var status = rows.queryForObject(STATUS, String.class, patient.episodeId());
        var over = rows.queryForObject(STATUS, String.class, patients.get(0).episodeId());
        var who = patient.claim("AssessPatient");
        var item = "/engine-rest/task/" + patient.item("AssessPatient").getId();
        var values = fill(Planting.form("AssessPatient"), leadingOn("AssessPatient")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Map.of("value", entry.getValue())));
        rows.update("update hr_episode set status = ? where id = ?", over, patient.episodeId());
        try {
            http.as(who)
                    .post(item + "/submit-form", Map.of("variables", values))
                    .expect(500);
        } finally {
            rows.update("update hr_episode set status = ? where id = ?", status, patient.episodeId());
        }
    }

    private Patient begin(String process, String startForm, Map<String, ?> given) {
        return keep(pathway.filling(this::fill).begin(process, startForm, given));
    }

    private Patient keep(Patient patient) {
        patients.add(patient);
        return patient;
    }

    private Map<String, Object> enquiry(String state, Object... more) {
        var enquiry = new HashMap<String, Object>(Map.of(
                "site", "north",
                "serviceLine", "mental-health",
                "source", "gp",
                "sourceReference", marks.text(CONTROL),
                "enquiryState", state));
        for (int i = 0; i < more.length; i += 2) {
            enquiry.put((String) more[i], more[i + 1]);
        }
        return enquiry;
    }

    private Map<String, Object> enquiryFromOutside() {
        var enquiry = fill(Planting.form("StartEnquiry"), enquiry("complete"));
        enquiry.remove("enquiryState");
        return enquiry;
    }

    private Map<String, Object> fill(FormModel form, Map<String, Object> given) {
        var values = new LinkedHashMap<>(given);
        // The follow-up is due at once.
        values.computeIfPresent("followUpDate", (key, day) -> LocalDate.now().toString());
        return planting.fill(form, values);
    }

    /** Works at whatever is open until the patient's pathway has ended. */
    private void lead(Patient patient) {
        for (int step = 0; step < 100; step++) {
            if (patient.open().isEmpty()) {
                patient.runJobs();
            }
            if (patient.open().isEmpty()) {
                return;
            }
            work(patient, patient.open().keySet().iterator().next());
        }
        throw new AssertionError("this goes on for ever: " + patient.open().keySet());
    }

    /** Says whatever plants something new, and otherwise what leads on. Keeps a draft first. */
    private void work(Patient patient, String form) {
        var who = patient.claim(form);
        var values = planting.toPlant(Planting.form(form), leadingOn(form)).orElseGet(() -> leadingOn(form));
        if (drafted.add(form)) {
            http.as(who)
                    .put("/api/work-items/" + patient.item(form).getId() + "/draft", fill(Planting.form(form), values))
                    .expect(204);
        }
        pathway.filling(this::fill).of(patient.episodeId()).submit(form, who, values);
    }

    private Map<String, Object> leadingOn(String form) {
        return PathwayOverHttp.MAIN_PATHWAY.stream()
                .flatMap(outcome -> answers.with(outcome, LocalDate.now()).stream())
                .filter(answer -> answer.form().equals(form))
                .map(Answers.Answer::values)
                .findFirst()
                .orElseGet(() -> switch (form) {
                    case "DecideOwner" -> Map.of("actionOwner", "reception", "actionPerson", "reception");
                    case "SignItem" -> Map.of("signOffDecision", "ask-for-changes");
                    case "DecideDuplicates" -> Map.of("duplicateDecision", "cannot-tell");
                    case "DecideInboundReferral" -> Map.of("referralTriage", "reject");
                    case "AskForConsent" -> Map.of("consentOutcome", "not-reached", "consentPerformer", "attorney");
                    default -> Map.of();
                });
    }
}

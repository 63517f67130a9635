package care.handrail.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.demo.Answers;
import care.handrail.pathways.Watched;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;

/** Something follows from an assessment, with the calls of Tasklist and of programs; on whichever database. */
abstract class FollowOnInTheClinic {

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    @Qualifier("followOnActionsAreWatched")
    private Watched watched;

    @Autowired
    private ActionsKeepRecord keeps;

    private PathwayOverHttp.Patient patient;
    private String reference;

    @BeforeEach
    void assess() {
        patient = pathways.begin("PatientPathway", "StartEnquiry", PathwayOverHttp.someoneNew());
        for (var outcome : PathwayOverHttp.MAIN_PATHWAY.subList(0, PathwayOverHttp.MAIN_PATHWAY.indexOf("treat"))) {
            patient.answer(outcome);
        }
        reference =
                rows.queryForObject("select reference from hr_episode where id = ?", String.class, patient.episodeId());
        claim(patient.item("AssessPatient"), "clinician").expect(204);
    }

    @Test
    void theEncounterStaysOpenWhileNobodyOwnsWhatFollows() {
        var action = ask("review-test", "not-decided", "actionNote", "The blood count of today");
        assertThat(item(action).getTaskDefinitionKey()).isEqualTo("Task_DecideOwner");
        assertThat(treat("clinician").expect(409).body())
                .contains("Nobody owns what follows from this yet: Review a test, due by ")
                .contains("Decide who does it");
        assertThat(patient.open()).containsKey("AssessPatient");

        claim(item(action), "clinician2").expect(204);
        assertThat(submit(item(action), "clinician2", Map.of("actionOwner", "reception", "actionOfficeNote", "x"))
                        .expect(400)
                        .body())
                .contains("Clinicians do this.");
        submit(item(action), "clinician2", Map.of("actionOwner", "nursing")).expect(204);
        assertThat(item(action).getTaskDefinitionKey()).isEqualTo("Task_DoClinicalAction");
        treat("clinician").expect(204);
        assertThat(patient.open()).doesNotContainKey("AssessPatient");
    }

    @Test
    void theEncounterOpensAgainToNobodyWhenAnOwnerGivesItBack() {
        var action = ask("make-call", "reception", "actionOfficeNote", "Ask for a landline");
        claim(item(action), "reception").expect(204);
        submit(
                        item(action),
                        "reception",
                        Map.of(
                                "actionOutcome", "hand-back",
                                "handBackReason", "cannot-reach",
                                "handBackOfficeNote", "Rang three times"))
                .expect(204);
        treat("clinician").expect(409);
        claim(item(action), "clinician").expect(204);
        submit(item(action), "clinician", Map.of("actionOwner", "nobody", "actionReason", "patient-declined"))
                .expect(204);
        assertThat(state(action)).isEqualTo("NOT_NEEDED");
        treat("clinician").expect(204);
    }

    @Test
    void theEncounterCanBePutOffWhateverFollows() {
        ask("review-test", "not-decided", "actionNote", "The blood count of today");
        submit(
                        patient.item("AssessPatient"),
                        "clinician",
                        Map.of(
                                "assessmentOutcome", "cannot-go-on",
                                "holdUpReason", "waiting-for-others",
                                "holdUpNote", "The interpreter did not come"))
                .expect(204);
    }

    @Test
    void whoDoesItSeesThePatientAndWhatToDoAndTicksItOff() {
        var action = ask("make-call", "reception", "actionOfficeNote", "Ask for a landline");
        claim(item(action), "reception").expect(204);
        var shown = http.as("reception")
                .get("/engine-rest/task/" + item(action).getId() + "/form-variables")
                .expect(200)
                .json();
        assertThat(shown.at("/actionOfficeNote/value").asText()).isEqualTo("Ask for a landline");
        assertThat(shown.at("/surname/value").asText()).startsWith("Q");
        assertThat(shown.at("/phone/value").asText()).startsWith("01632");
        var done = new HashMap<String, Object>(Map.of("actionOutcome", "done", "actionOfficeResult", "They have none"));
        submit(item(action), "reception", done).expect(400);
        done.putAll(Map.of("checkedPatient", true, "checkedDone", true, "checkedTold", true));
        submit(item(action), "reception", done).expect(204);
        assertThat(state(action)).isEqualTo("DONE");
        assertThat(rows.queryForList(
                        "select KIND from AUDIT_EVENT where DETAIL like ? order by EVENT_NO",
                        String.class,
                        "action=" + action + "%"))
                .containsExactly("FOLLOW_ON_ASKED", "FOLLOW_ON_CLOSED");
    }

    @Test
    void outlivesTheEpisodeThatItComesFrom() {
        var action = ask("hand-off-prescription", "me", "actionNote", "The inhaler");
        assertThat(item(action).getAssignee()).isEqualTo("clinician");
        http.as("manager")
                .post("/api/episodes/" + reference + "/close", Map.of("reason", "closed-declined"))
                .expect(200);
        assertThat(item(action).getTaskDefinitionKey()).isEqualTo("Task_DoClinicalAction");
    }

    @Test
    void knowsTheEncounterThatItComesFrom() {
        ask("make-call", "reception", "actionOfficeNote", "Ask for a landline");
        var shown = http.as("clinician")
                .get("/api/episodes/" + reference + "/follow-on-actions")
                .expect(200)
                .json();
        assertThat(shown).hasSize(1);
        assertThat(shown.at("/0/encounter").asText()).isEqualTo("Task_AssessPatient");
        assertThat(shown.at("/0/role").asText()).isEqualTo("reception");
        assertThat(shown.at("/0/state").asText()).isEqualTo("owned");
        assertThat(shown.toString()).doesNotContain("landline");
        http.as("physio")
                .get("/api/episodes/" + reference + "/follow-on-actions")
                .expect(404);
    }

    @Test
    void isAskedForInTasklistTooByClinicians() {
        var definition = "/engine-rest/process-definition/key/FollowOnAction";
        assertThat(http.as("clinician")
                        .get(definition + "/deployed-start-form")
                        .expect(200)
                        .body())
                .contains("Something has to follow");
        var variables = new HashMap<String, Object>();
        var fields = new HashMap<>(fields("make-call", "nursing", "actionNote", "x"));
        fields.put("reference", reference);
        fields.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        http.as("reception")
                .post(definition + "/submit-form", Map.of("variables", variables))
                .expect(403);
        var action = http.as("clinician")
                .post(definition + "/submit-form", Map.of("variables", variables))
                .expect(200)
                .json()
                .get("businessKey")
                .asText();
        assertThat(item(action).getTaskDefinitionKey()).isEqualTo("Task_DoClinicalAction");
    }

    @Test
    void standsOnTheRecordOfThePatient() {
        ask("review-test", "not-decided", "actionNote", "The blood count of today");
        assertThat(http.inBrowser("clinician")
                        .get("/patients/" + patientId())
                        .expect(200)
                        .body())
                .contains("What follows from encounters", "Review test", "Nobody owns it");
    }

    @Test
    void refusesAnOwnerWhoCannotDoIt() {
        assertThat(post("review-test", "reception", "actionOfficeNote", "x")
                        .expect(400)
                        .body())
                .contains("Clinicians do this.");
        var named = new HashMap<>(fields("make-call", "nursing", "actionNote", "x"));
        named.put("actionPerson", "reception");
        assertThat(http.as("clinician").post(path(), named).expect(400).body())
                .contains("There is nobody of this user name there");
        http.as("clinician")
                .post("/api/episodes/AAAA-AAAA/follow-on-actions", fields("make-call", "nursing", "actionNote", "x"))
                .expect(400);
        assertThat(rows.queryForObject(
                        "select count(*) from hr_follow_on_action where episode_id = ?",
                        Long.class,
                        patient.episodeId()))
                .isZero();
    }

    @Test
    void isForThoseWhoTreatThePatient() {
        for (var person : List.of("reception", "coordinator", "manager", "physio")) {
            http.as(person)
                    .post(path(), fields("make-call", "nursing", "actionNote", "x"))
                    .expect(403);
        }
    }

    @Test
    void isSeenByTheWatchdogAndKeepsTheRecord() {
        var before = watched.tally();
        var action = ask("make-call", "reception", "actionOfficeNote", "Ask for a landline");
        assertThat(watched.tally().open()).isEqualTo(before.open() + 1);
        assertThat(keeps.whyKept(patientId())).isPresent();
        processes.deleteProcessInstance(item(action).getProcessInstanceId(), "test");
        assertThat(watched.tally().difference()).isEqualTo(before.difference() + 1);
    }

    private String ask(String kind, String owner, String noteField, String note) {
        return post(kind, owner, noteField, note).expect(201).json().get("id").asText();
    }

    private Http.Answer post(String kind, String owner, String noteField, String note) {
        return http.as("clinician").post(path(), fields(kind, owner, noteField, note));
    }

    private static Map<String, Object> fields(String kind, String owner, String noteField, String note) {
        return Map.of(
                "actionKind",
                kind,
                "actionOwner",
                owner,
                "actionDueDate",
                LocalDate.now().plusDays(3).toString(),
                noteField,
                note);
    }

    private String path() {
        return "/api/episodes/" + reference + "/follow-on-actions";
    }

    private Http.Answer treat(String person) {
        var treat = Answers.read().with("treat", LocalDate.now()).stream()
                .filter(answer -> answer.form().equals("AssessPatient"))
                .findFirst()
                .orElseThrow();
        return submit(patient.item("AssessPatient"), person, treat.values());
    }

    private Http.Answer claim(Task item, String person) {
        return http.as(person).post("/engine-rest/task/" + item.getId() + "/claim", Map.of("userId", person));
    }

    private Http.Answer submit(Task item, String person, Map<String, Object> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        return http.as(person)
                .post("/engine-rest/task/" + item.getId() + "/submit-form", Map.of("variables", variables));
    }

    private Task item(String action) {
        return tasks.createTaskQuery().processInstanceBusinessKey(action).singleResult();
    }

    private String state(String action) {
        return rows.queryForObject("select state from hr_follow_on_action where id = ?", String.class, action);
    }

    private String patientId() {
        return rows.queryForObject("select patient_id from hr_episode where id = ?", String.class, patient.episodeId());
    }
}

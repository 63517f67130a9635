package care.handrail.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.records.Entry;
import care.handrail.records.Records;
import care.handrail.signoffs.SignOffState;
import care.handrail.signoffs.SignOffView;
import care.handrail.signoffs.SignOffs;
import care.handrail.testing.DueJobs;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What is written in an episode is signed by a colleague, with the calls that Tasklist makes; run on each database. */
abstract class PapersInTheClinic {

    private static final List<String> TO_THE_PLAN =
            List.of("accepted", "captured", "proven", "informed", "treat", "planned");

    private static final List<String> TO_THE_SUMMARY =
            List.of("accepted", "captured", "proven", "informed", "discharge", "written");

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private SignOffs signOffs;

    @Autowired
    private Records records;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private ManagementService timers;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private Http http;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate rows;

    private Patient patient;

    @BeforeEach
    void planTheTreatment() {
        lead(TO_THE_PLAN);
    }

    @Test
    void showsTheSignerThePlanAndWhatItBuildsOn() {
        var item = "/engine-rest/task/" + patient.item("SignItem").getId();
        http.as("clinician")
                .post(item + "/claim", Map.of("userId", "clinician"))
                .expect(403);
        http.as("clinician2")
                .post(item + "/claim", Map.of("userId", "clinician2"))
                .expect(204);
        var shown =
                http.as("clinician2").get(item + "/form-variables").expect(200).json();
        assertThat(shown.at("/signOffKind/value").asText()).isEqualTo("treatment-plan");
        assertThat(shown.at("/signedIdentity/value").asText()).contains("Surname: Q");
        assertThat(shown.at("/signedClinical/value").asText())
                .contains("Findings: Made-up findings", "What is to be reached: Walk to the shop again.");
    }

    @Test
    void tellsTheAuthorWhatHasToChangeAndAsksAgain() {
        patient.answer("rejected");

        assertThat(patient.open()).containsOnlyKeys("PlanTreatment");
        var shown = shown("PlanTreatment");
        assertThat(shown.at("/signOffOutcome/value").asText()).isEqualTo("changes-asked");
        assertThat(shown.at("/signOffReason/value").asText()).isEqualTo("something-missing");
        assertThat(shown.at("/signOffNote/value").asText()).startsWith("Say how we shall know");

        patient.answer("planned", Map.of("planGoals", "Walk to the shop and back in ten minutes."));
        patient.answer("approved");
        assertThat(patient.open()).containsOnlyKeys("RecordSession");
        assertThat(plans())
                .extracting(SignOffView::state)
                .containsExactly(SignOffState.SIGNED, SignOffState.CHANGES_ASKED);
    }

    @Test
    void asksNobodyForASignatureThatNobodyCanUseWhenTheEpisodeEnds() {
        close();
        assertThat(patient.open()).isEmpty();
        assertThat(plans()).extracting(SignOffView::state).containsExactly(SignOffState.WITHDRAWN);
        assertThat(openSignOffs()).isZero();

        reopen();
        jobs.runMessages();

        assertThat(patient.open()).containsOnlyKeys("PlanTreatment");
        assertThat(shown("PlanTreatment").at("/signOffOutcome/value").asText()).isEqualTo("changed");
        patient.answer("planned");
        patient.answer("approved");
        assertThat(patient.open()).containsOnlyKeys("RecordSession");
    }

    @Test
    void disturbsNobodyWhenAnEpisodeIsReopenedWhoseAuthorHasThePlan() {
        patient.answer("rejected");
        close();
        reopen();
        jobs.runMessages();
        assertThat(patient.open()).containsOnlyKeys("PlanTreatment");
        assertThat(told()).as("nothing but the decision").isEqualTo(1);
    }

    @Test
    void takesAPlanBackThatNobodyDecidesInTime() {
        var treatment = processes
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(patient.episodeId())
                .processDefinitionKey("Treatment")
                .singleResult();
        timers.executeJob(timers.createJobQuery()
                .processInstanceId(treatment.getId())
                .activityId("CatchEvent_ApprovalOverdue")
                .singleResult()
                .getId());

        assertThat(patient.open()).containsOnlyKeys("PlanTreatment");
        assertThat(plans()).extracting(SignOffView::state).containsExactly(SignOffState.WITHDRAWN);
        assertThat(shown("PlanTreatment").at("/signOffOutcome/value").asText()).isEqualTo("no-answer");
    }

    @Test
    void givesAPlanBackToItsAuthorThatSomebodyCorrectsWhileItWaits() {
        correct("planGoals", "Something else.");
        jobs.runMessages();
        assertThat(patient.open()).containsOnlyKeys("PlanTreatment");
        assertThat(shown("PlanTreatment").at("/planGoals/value").asText()).isEqualTo("Something else.");
    }

    @Test
    void treatsNoFurtherByAnApprovedPlanThatSomebodyCorrects() {
        patient.answer("approved");
        correct("planGoals", "Something else.");
        jobs.runMessages();
        assertThat(patient.open()).containsOnlyKeys("PlanTreatment");
        assertThat(plans()).extracting(SignOffView::state).containsExactly(SignOffState.VOID);

        patient.answer("planned");
        patient.answer("approved");
        assertThat(patient.open()).containsOnlyKeys("RecordSession");
    }

    @Test
    void leavesAPlanAloneWhenSomethingElseIsCorrected() {
        correct("phone", "01632 960999");
        jobs.runMessages();
        assertThat(patient.open()).containsOnlyKeys("SignItem");
    }

    @Test
    void tellsTheAuthorOfASummaryWhatHasToChange() {
        lead(TO_THE_SUMMARY);
        patient.answer("rejected");

        assertThat(patient.open()).containsOnlyKeys("WriteSummary");
        assertThat(shown("WriteSummary").at("/signOffNote/value").asText()).startsWith("Say how we shall know");
        patient.answer("written");
        patient.answer("signed");
        assertThat(patient.open()).containsOnlyKeys("PostLetter");
    }

    @Test
    void postsNoSummaryThatSomebodyCorrectsAfterItWasSigned() {
        lead(TO_THE_SUMMARY);
        patient.answer("signed");
        correct("dischargeAdvice", "Come back in May.");
        jobs.runMessages();

        assertThat(patient.open()).containsOnlyKeys("WriteSummary");
        assertThat(shown("WriteSummary").at("/signOffOutcome/value").asText()).isEqualTo("changed");
        patient.answer("written");
        patient.answer("signed");
        assertThat(patient.open()).containsOnlyKeys("PostLetter");
    }

    @Test
    void takesASummaryBackWithTheEpisode() {
        lead(TO_THE_SUMMARY);
        close();
        assertThat(patient.open()).isEmpty();
        assertThat(openSignOffs()).isZero();
        reopen();
        jobs.runMessages();
        assertThat(patient.open()).containsOnlyKeys("WriteSummary");
    }

    private void lead(List<String> outcomes) {
        patient = pathway.begin("PatientPathway", "StartEnquiry", PathwayOverHttp.someoneNew());
        outcomes.forEach(patient::answer);
        assertThat(patient.open()).containsOnlyKeys("SignItem");
    }

    private void correct(String field, String text) {
        var entry = Objects.requireNonNull(transaction.execute(status -> newest(field)));
        transaction.executeWithoutResult(status ->
                records.amend(entry.id(), entry.version(), Map.of(field, text), "Was mistyped.", "clinician2"));
    }

    private Entry newest(String field) {
        return records.entries(patient.episodeId(), Set.of(DataClass.values())).stream()
                .filter(entry -> entry.values().containsKey(field))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void close() {
        http.as("manager")
                .post("/api/episodes/" + reference() + "/close", Map.of("reason", "closed-duplicate"))
                .expect(200);
    }

    private void reopen() {
        http.as("manager").post("/api/episodes/" + reference() + "/reopen", "").expect(200);
    }

    private JsonNode shown(String form) {
        var item = "/engine-rest/task/" + patient.item(form).getId();
        http.as("clinician")
                .post(item + "/claim", Map.of("userId", "clinician"))
                .expect(204);
        return http.as("clinician").get(item + "/form-variables").expect(200).json();
    }

    private List<SignOffView> plans() {
        return Objects.requireNonNull(
                transaction.execute(status -> signOffs.of("treatment-plan", patient.episodeId())));
    }

    private int told() {
        return Objects.requireNonNull(rows.queryForObject(
                "select count(*) from INBOUND_MESSAGE where EPISODE_ID = ?", Integer.class, patient.episodeId()));
    }

    private int openSignOffs() {
        return Objects.requireNonNull(rows.queryForObject(
                "select count(*) from ACT_RU_EXECUTION where BUSINESS_KEY_ in"
                        + " (select id from hr_sign_off where item_id = ?)",
                Integer.class,
                patient.episodeId()));
    }

    private String reference() {
        return Objects.requireNonNull(rows.queryForObject(
                "select reference from hr_episode where id = ?", String.class, patient.episodeId()));
    }
}

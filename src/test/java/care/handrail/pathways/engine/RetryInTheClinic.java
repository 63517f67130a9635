package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.DueJobs;
import care.handrail.testing.EngineClock;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A step that fails for good, and a person who has it tried again, with the clinic's own models: the second escalation of
 * a late enquiry, which cannot tell the practice manager because a code of the episode was damaged in the database.
 */
abstract class RetryInTheClinic {

    private static final String LATE = "BoundaryEvent_ReviewEnquiryLate";

    @Autowired
    private Http http;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private DueJobs dueJobs;

    @Autowired
    private JdbcTemplate rows;

    private String reference = "";
    private String episode = "";

    @BeforeEach
    void leaveAnEnquiryUntilItIsLate() {
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
        episode = rows.queryForObject("select id from hr_episode where reference = ?", String.class, reference);
        passTheDeadline();
        dueJobs.runIn(registration());
        assertThat(escalations()).containsExactly("rung=1,told=care-coordination,given=true");
    }

    @Test
    void runsAFailedStepExactlyOnceAfterAPersonAskedForIt() {
        failForGood();
        assertThat(incidents().body()).contains(LATE).doesNotContain("damaged");
        // Nothing of the three tries is left.
        assertThat(escalations()).hasSize(1);
        assertThat(lateWork()).isZero();
        assertThat(rung()).isEqualTo(1L);

        mend();
        var answer = retry("manager").expect(200).json();
        assertThat(answer.get("openSteps").findValuesAsText("step")).containsExactly("Task_ReviewEnquiry");
        assertThat(incidents().json()).isEmpty();
        assertThat(audited("STEP_RETRIED", "ALLOWED")).isEqualTo(2); // the job, and the verb
        assertThat(retry("admin").expect(409).json().get("detail").asText()).contains("nothing to do");

        assertThat(dueJobs.runIn(registration())).isEqualTo(1);
        assertThat(dueJobs.runIn(registration())).isZero();
        assertThat(escalations())
                .containsExactly(
                        "rung=1,told=care-coordination,given=true", "rung=2,told=practice-manager,given=false");
        assertThat(lateWork()).isEqualTo(1);
        assertThat(rung()).isEqualTo(2L);
    }

    @Test
    void failsAgainWhenTheCauseIsNotMended() {
        failForGood();
        retry("manager").expect(200);
        tryUntilItFails();

        assertThat(incidents().body()).contains(LATE);
        assertThat(lateWork()).isZero();
        mend();
        // The administrator looks after the system, and sees no patient's episode.
        assertThat(retry("admin").expect(204).body()).isEmpty();
        dueJobs.runIn(registration());
        assertThat(lateWork()).isEqualTo(1);
    }

    @Test
    void letsOnlyAManagerOrAnAdministratorTryAgain() {
        failForGood();
        mend();
        for (var person : List.of("reception", "coordinator", "clinician", "lead", "billing", "governance")) {
            assertThat(retry(person).expect(403).json().get("detail").asText())
                    .isEqualTo("Only a practice manager or an administrator can retry a failed step.");
        }
        assertThat(http.asNobody()
                        .post("/api/episodes/" + reference + "/retry", "")
                        .status())
                .isIn(401, 403);
        assertThat(incidents().body()).contains(LATE);
        assertThat(dueJobs.runIn(registration())).isZero();
        assertThat(rows.queryForObject(
                        "select count(*) from AUDIT_EVENT where OBJECT = 'verb:STEP_RETRIED' and OUTCOME = 'REFUSED'"
                                + " and USER_ID = 'governance'",
                        Long.class))
                .isPositive();
    }

    @Test
    void remembersAcrossAnEndingThatIsUndoneWhoWasGivenTheWork() {
        passTheDeadline();
        dueJobs.runIn(registration());
        assertThat(lateWork()).isEqualTo(1);
        assertThat(links()).contains("candidate reception", "candidate care-coordination", "told practice-manager");

        var manager = http.as("manager");
        manager.post("/api/episodes/" + reference + "/close", Map.of("reason", "closed-declined"))
                .expect(200);
        assertThat(lateWork()).as("nobody is asked about a delay that is over").isZero();
        manager.post("/api/episodes/" + reference + "/reopen", "").expect(200);
        assertThat(links()).contains("candidate reception", "candidate care-coordination");

        passTheDeadline();
        dueJobs.runIn(registration());
        assertThat(rung()).isEqualTo(3L);
        assertThat(lateWork())
                .as("the manager is told of the delay that is back")
                .isEqualTo(1);
        assertThat(links()).contains("told practice-manager");
    }

    /** Lets the second escalation fail as often as the engine tries, as its job executor would. */
    private void failForGood() {
        rows.update(
                "update ACT_RU_VARIABLE set TEXT_ = 'damaged' where NAME_ = 'serviceLine' and PROC_INST_ID_ = ?",
                registration());
        passTheDeadline();
        tryUntilItFails();
        assertThat(dueJobs.runIn(registration())).isZero();
    }

    private void tryUntilItFails() {
        var job = lateTimers().get(0);
        for (int left = job.getRetries(); left > 0; left--) {
            assertThatThrownBy(() -> jobs.executeJob(job.getId())).hasMessageContaining("serviceLine");
        }
    }

    private void mend() {
        rows.update(
                "update ACT_RU_VARIABLE set TEXT_ = 'general-practice' where NAME_ = 'serviceLine' and PROC_INST_ID_ = ?",
                registration());
    }

    private void passTheDeadline() {
        EngineClock.set(lateTimers().get(0).getDuedate().toInstant().plusSeconds(1));
    }

    private List<Job> lateTimers() {
        return jobs.createJobQuery()
                .processInstanceId(registration())
                .activityId(LATE)
                .orderByJobDuedate()
                .asc()
                .list();
    }

    private String registration() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(episode)
                .processDefinitionKey("Registration")
                .singleResult()
                .getId();
    }

    private Task review() {
        return tasks.createTaskQuery().processInstanceId(registration()).singleResult();
    }

    private Long rung() {
        return (Long) tasks.getVariableLocal(review().getId(), "rung");
    }

    private List<String> links() {
        return tasks.getIdentityLinksForTask(review().getId()).stream()
                .map(link -> link.getType() + " " + link.getGroupId())
                .toList();
    }

    private long lateWork() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(episode)
                .processDefinitionKey("LateWork")
                .count();
    }

    private Answer retry(String person) {
        return http.as(person).post("/api/episodes/" + reference + "/retry", "");
    }

    private Answer incidents() {
        return http.as("manager")
                .get("/engine-rest/incident?processInstanceId=" + registration())
                .expect(200);
    }

    private List<String> escalations() {
        return rows.queryForList(
                "select DETAIL from AUDIT_EVENT where EPISODE_ID = ? and KIND = 'WORK_ITEM_ESCALATED' order by EVENT_NO",
                String.class,
                episode);
    }

    private long audited(String kind, String outcome) {
        return rows.queryForObject(
                "select count(*) from AUDIT_EVENT where EPISODE_ID = ? and KIND = ? and OUTCOME = ?",
                Long.class,
                episode,
                kind,
                outcome);
    }
}

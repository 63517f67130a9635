package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import care.handrail.access.CareRelationship;
import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.CompletionRule;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkItemRulesTests {

    private static final String NOT_OWN = "Somebody else has claimed this work item. Nothing was saved.";
    private static final String SAME_EYES =
            "You did the step that this one checks, so another person must do it. Leave it in the queue.";

    private static final TestEngine CLINIC = new TestEngine();

    private final TaskService tasks = CLINIC.engine().getTaskService();

    @BeforeEach
    void openClinic() {
        CLINIC.reset();
        CLINIC.steps.put("lookUp", context -> {});
        CLINIC.deploy("fixtures/engine/visits");
        CLINIC.engine()
                .getRuntimeService()
                .startProcessInstanceByKey("Visit", "E-1", Map.of("patientId", "P-1", "reference", "K7QM-2XWD"));
    }

    @AfterAll
    static void closeClinic() {
        CLINIC.close();
    }

    @Test
    void letsOnlyWhoeverClaimedItCompleteAWorkItemHoweverThisIsTried() {
        refused(() -> as("carla", () -> tasks.complete(id())), 403, "Claim this work item first. Nothing was saved.");
        as("carla", () -> tasks.claim(id(), "carla"));
        refused(() -> as("colin", () -> tasks.complete(id())), 403, NOT_OWN);
        refused(() -> as("colin", () -> tasks.complete(id(), Map.of("visitOutcome", "done"))), 403, NOT_OWN);
        refused(() -> as("colin", () -> tasks.completeWithVariablesInReturn(id(), Map.of(), true)), 403, NOT_OWN);
        refused(() -> as("colin", () -> CLINIC.engine().getFormService().submitTaskForm(id(), Map.of())), 403, NOT_OWN);
        refused(() -> tasks.complete(id()), 401, "Sign in first: only a person completes a work item.");

        assertThat(CLINIC.task().getTaskDefinitionKey()).isEqualTo("Task_RecordVisit");
        assertThat(CLINIC.task().getAssignee()).isEqualTo("carla");
    }

    @Test
    void remembersWhoCompletedAWorkItemWhereTheDiagramAsksForIt() {
        record("carla");

        assertThat(CLINIC.engine().getRuntimeService().getVariable(CLINIC.task().getExecutionId(), "visitedBy"))
                .isEqualTo("carla");
    }

    @Test
    void keepsFourEyesFourHoweverTheAuthorTries() {
        record("carla");

        refused(() -> as("carla", () -> tasks.claim(id(), "carla")), 403, SAME_EYES);
        refused(() -> as("carla", () -> tasks.setAssignee(id(), "carla")), 403, SAME_EYES);
        refused(() -> as("colin", () -> tasks.setAssignee(id(), "carla")), 403, SAME_EYES);
        refused(() -> as("colin", () -> tasks.delegateTask(id(), "carla")), 403, SAME_EYES);
        refused(
                () -> as("colin", () -> {
                    Task task = CLINIC.task();
                    task.setAssignee("carla");
                    tasks.saveTask(task);
                }),
                403,
                SAME_EYES);
        assertThat(CLINIC.task().getAssignee()).isNull();

        as("colin", () -> tasks.claim(id(), "colin"));
        as("colin", () -> tasks.complete(id()));
        assertThat(CLINIC.task()).isNull();
    }

    @Test
    void refusesTheAuthorEvenIfTheWorkItemGotIntoTheirHands() {
        record("carla");
        as("colin", () -> tasks.claim(id(), "colin"));
        CLINIC.engine().getRuntimeService().setVariable(CLINIC.task().getExecutionId(), "visitedBy", "colin");

        refused(() -> as("colin", () -> tasks.complete(id())), 403, SAME_EYES);
        refused(
                () -> as("colin", () -> CLINIC.engine().getFormService().submitTaskForm(id(), Map.of())),
                403,
                SAME_EYES);
    }

    @Test
    void refusesToCompleteWhatARoomIsAgainstHoweverThisIsTried() {
        CLINIC.completionRules.add(new CompletionRule() {
            @Override
            public boolean appliesTo(String step) {
                return step.equals("Task_RecordVisit");
            }

            @Override
            public Optional<String> whyNot(StepContext step) {
                return step.get(PathwayVariable.code("visitOutcome"))
                        .filter("done"::equals)
                        .map(outcome -> "Something of " + step.episodeId() + " is not done yet.");
            }
        });
        as("carla", () -> tasks.claim(id(), "carla"));
        Map<String, Object> done = Map.of("visitOutcome", "done");
        for (var way : List.<Runnable>of(
                () -> tasks.complete(id(), done), () -> tasks.completeWithVariablesInReturn(id(), done, true))) {
            refused(() -> as("carla", way), 409, "Something of E-1 is not done yet.");
        }
        assertThat(CLINIC.task().getTaskDefinitionKey()).isEqualTo("Task_RecordVisit");
    }

    @Test
    void recordsWhoClaimedAndReleasedAWorkItem() {
        as("carla", () -> tasks.claim(id(), "carla"));
        as("carla", () -> tasks.setAssignee(id(), null));
        as("colin", () -> tasks.setAssignee(id(), "carla"));

        assertThat(CLINIC.audit.events)
                .extracting(
                        AuditEvent::kind,
                        AuditEvent::patientId,
                        AuditEvent::episodeId,
                        AuditEvent::object,
                        AuditEvent::detail)
                .containsExactly(
                        tuple(Kind.WORK_ITEM_CLAIMED, "P-1", "E-1", "step:Task_RecordVisit", null),
                        tuple(Kind.WORK_ITEM_RELEASED, "P-1", "E-1", "step:Task_RecordVisit", null),
                        tuple(Kind.WORK_ITEM_CLAIMED, "P-1", "E-1", "step:Task_RecordVisit", "for=carla"));
    }

    @Test
    void whoeverClaimsAWorkItemIsOnTheCareTeamUntilItIsReleased() {
        as("carla", () -> tasks.claim(id(), "carla"));
        assertThat(CLINIC.careTeams.current("carla", "P-1")).get().satisfies(relationship -> {
            assertThat(relationship.reason()).isEqualTo(Reason.CLAIMED);
            assertThat(relationship.source()).isEqualTo(id());
            assertThat(relationship.episodeId()).isEqualTo("E-1");
        });

        as("carla", () -> tasks.setAssignee(id(), null));
        assertThat(CLINIC.careTeams.current("carla", "P-1")).isEmpty();
        assertThat(CLINIC.careTeams.ended(Set.of(End.RELEASED_WITHOUT_WORK), 0, 10))
                .extracting(CareRelationship::userId)
                .containsExactly("carla");
    }

    @Test
    void tellsAClaimThatWasWorkedOnFromOneThatWasNot() {
        as("carla", () -> tasks.claim(id(), "carla"));
        CLINIC.drafts.put(id() + "carla", Map.of("visitNote", "Half a sentence"));

        as("carla", () -> tasks.setAssignee(id(), null));

        assertThat(CLINIC.careTeams.current("carla", "P-1")).isEmpty();
        assertThat(CLINIC.careTeams.ended(Set.of(End.RELEASED), 0, 10)).hasSize(1);
    }

    @Test
    void doneWorkLeavesWhoDidItOnTheCareTeam() {
        record("carla");

        assertThat(CLINIC.careTeams.current("carla", "P-1")).isPresent();
    }

    @Test
    void theCareTeamOfAProcessThatIsNoEpisodeEndsWhenTheProcessThatBeganItDoes() {
        as("carla", () -> tasks.claim(id(), "carla"));
        var first =
                CLINIC.engine().getRuntimeService().createProcessInstanceQuery().singleResult();
        var later = CLINIC.engine()
                .getRuntimeService()
                .startProcessInstanceByKey("Visit", "E-1", Map.of("patientId", "P-1", "reference", "K7QM-2XWD"));

        finish(later.getId());
        assertThat(CLINIC.careTeams.current("carla", "P-1"))
                .as("what was started later belongs to the first")
                .isPresent();

        finish(first.getId());
        assertThat(CLINIC.careTeams.ended(Set.of(End.EPISODE_ENDED), 0, 10))
                .extracting(CareRelationship::userId)
                .contains("carla");
    }

    @Test
    void whomAPathwayNamesIsOnTheCareTeamAndWhoHadItIsNot() {
        as("carla", () -> tasks.claim(id(), "carla"));

        tasks.setAssignee(id(), "colin");

        assertThat(CLINIC.careTeams.current("carla", "P-1")).isEmpty();
        assertThat(CLINIC.careTeams.current("colin", "P-1"))
                .get()
                .extracting(CareRelationship::reason)
                .isEqualTo(Reason.NAMED);
    }

    @Test
    void refusesABusinessKeyThatIsNoId() {
        refused(
                () -> CLINIC.engine().getRuntimeService().startProcessInstanceByKey("Visit", "Marker Jones"),
                400,
                "The business key is the opaque id of an episode, and nothing else.");
    }

    private void finish(String process) {
        for (var person : new String[] {"carla", "colin"}) {
            var task = tasks.createTaskQuery().processInstanceId(process).singleResult();
            as(person, () -> tasks.claim(task.getId(), person));
            as(person, () -> tasks.complete(task.getId(), Map.of("visitOutcome", "done")));
        }
    }

    private void record(String person) {
        as(person, () -> tasks.claim(id(), person));
        as(person, () -> tasks.complete(id(), Map.of("visitOutcome", "done")));
        assertThat(CLINIC.task().getTaskDefinitionKey()).isEqualTo("Task_CheckVisit");
    }

    private static String id() {
        return CLINIC.task().getId();
    }

    private static void as(String person, Runnable work) {
        CLINIC.asClinician(person, work);
    }

    private static void refused(ThrowingCallable work, int status, String sentence) {
        assertThat(RefusedException.in(catchThrowable(work))).get().satisfies(refused -> {
            assertThat(refused).hasMessage(sentence);
            assertThat(refused.status()).isEqualTo(status);
        });
    }
}

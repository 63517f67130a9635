package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways.OpenStep;
import care.handrail.testing.CareTeamNotes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpisodeInstancesTests {

    private static final Instant MONDAY = Instant.parse("2026-01-05T08:00:00Z");
    private static final String EPISODE = "4f0c0b59-0f6b-4f5e-9b38-4ef4d1f9a001";

    private static final Map<String, Object> DIED = Map.of("episodeOutcome", "died");

    private static ProcessEngine engine;
    private static EpisodeInstances episodes;
    private static final Counter COUNTER = new Counter();
    private static final Map<String, String> HANDED_ON = new HashMap<>();

    /** Counts how often a step ran; public because expressions call it. */
    public static class Counter {

        private final Map<String, Integer> counts = new HashMap<>();

        public void count(String step) {
            counts.merge(step, 1, Integer::sum);
        }
    }

    /** Notes which work item's drafts went to which, and keeps no letters. */
    private static final class HandedOn implements LetterStore {

        @Override
        public Map<String, Instant> draftsSaved(Collection<String> workItems) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasDraft(String workItemId, String author) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void handDraftsOn(String workItemId, String toWorkItemId) {
            HANDED_ON.put(workItemId, toWorkItemId);
        }

        @Override
        public void write(LetterKey key, Map<DataClass, Map<String, Object>> values, String author) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> latest(String patient, String episode, Set<String> fields, Set<DataClass> classes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void saveDraft(LetterKey key, Map<String, Object> values, String author) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> draft(LetterKey key, String author) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeAll
    static void startEngine() {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("episode-instances");
        configuration.setJdbcUrl("jdbc:h2:mem:episode-instances");
        configuration.setHistory("audit");
        configuration.setJobExecutorActivate(false);
        configuration.setBeans(new HashMap<>(Map.of("counter", COUNTER)));
        configuration.getProcessEnginePlugins().add(new ResumableCall.Plugin());
        engine = configuration.buildProcessEngine();
        var staff = engine.getIdentityService();
        staff.saveUser(staff.newUser("reception"));
        staff.saveGroup(staff.newGroup("reception"));
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("engine/EndedAndResumed.bpmn")
                .deploy();
        episodes = new EpisodeInstances(
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration(),
                new HandedOn(),
                new CareTeamNotes());
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    @BeforeEach
    void startEpisode() {
        engine.getIdentityService().createMembership("reception", "reception");
        ClockUtil.setCurrentTime(Date.from(MONDAY));
        COUNTER.counts.clear();
        HANDED_ON.clear();
        engine.getRuntimeService()
                .startProcessInstanceByKey("Main", EPISODE, Map.of("reference", "K7QM-2XWD", "urgent", true));
    }

    @AfterEach
    void removeEpisode() {
        engine.getIdentityService().deleteMembership("reception", "reception");
        ClockUtil.reset();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(root -> engine.getRuntimeService().deleteProcessInstance(root.getId(), "test over"));
    }

    @Test
    void listsWhatIsOpenWithWhereItWasCalledFrom() {
        assertThat(episodes.openSteps(EPISODE))
                .extracting(OpenStep::processId, OpenStep::calledFrom, OpenStep::elementId, OpenStep::queue)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("Middle", List.of("Main_Call"), "Middle_Work", "reception"),
                        org.assertj.core.groups.Tuple.tuple(
                                "Inner", List.of("Main_Call", "Middle_Call"), "Inner_Wait", null));
        assertThat(episodes.openSteps(EPISODE))
                .allSatisfy(step -> assertThat(step.since()).isEqualTo(MONDAY));
        assertThat(episodes.envelope(EPISODE)).containsEntry("reference", "K7QM-2XWD");
    }

    @Test
    void endsEveryOpenStepThroughTheDiagram() {
        var ended = episodes.end(EPISODE, DIED);

        assertThat(ended).isPresent();
        assertThat(episodes.openSteps(EPISODE)).isEmpty();
        assertThat(COUNTER.counts).containsEntry("closed as died", 1);
        assertThat(engine.getManagementService().createJobQuery().count()).isZero();
        assertThat(episodes.envelope(EPISODE)).isEmpty();
    }

    @Test
    void leavesAloneWhatDoesNotEndWithTheEpisode() {
        engine.getRuntimeService().startProcessInstanceByKey("Unread", EPISODE);

        episodes.end(EPISODE, DIED);

        assertThat(episodes.openSteps(EPISODE)).extracting(OpenStep::elementId).containsExactly("Unread_Read");
    }

    @Test
    void endsNothingTwice() {
        episodes.end(EPISODE, DIED);

        assertThat(episodes.end(EPISODE, DIED)).isEmpty();
    }

    @Test
    void putsThePatientBackAtExactlyTheStepsWhereTheyStood() {
        engine.getRuntimeService().correlateMessage("PassedToClinician", EPISODE);
        var work = task("Middle_Work");
        engine.getTaskService().claim(work.getId(), "reception");
        engine.getTaskService().setVariableLocal(work.getId(), "rung", 2L);
        engine.getRuntimeService().setVariable(work.getExecutionId(), "author", "clinician");
        var open = episodes.openSteps(EPISODE);
        var overdue = job("Middle_Overdue").getDuedate();
        var wait = job("Inner_Wait").getDuedate();

        var ended = episodes.end(EPISODE, DIED).orElseThrow();
        ClockUtil.setCurrentTime(Date.from(MONDAY.plus(Duration.ofDays(3))));
        episodes.resume(EPISODE, ended);

        assertThat(episodes.openSteps(EPISODE))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("since")
                .containsExactlyInAnyOrderElementsOf(open);
        assertThat(COUNTER.counts)
                .as("nothing ran again")
                .containsEntry("main", 1)
                .containsEntry("middle", 1);
        assertThat(episodes.envelope(EPISODE))
                .containsEntry("reference", "K7QM-2XWD")
                .containsEntry("urgent", true);
        var again = task("Middle_Work");
        assertThat(engine.getTaskService().getVariableLocal(again.getId(), "rung"))
                .isEqualTo(2L);
        assertThat(engine.getRuntimeService().getVariable(again.getExecutionId(), "author"))
                .isEqualTo("clinician");
        assertThat(job("Middle_Overdue").getDuedate()).isEqualTo(overdue);
        assertThat(job("Inner_Wait").getDuedate()).isEqualTo(wait);
        assertThat(root().getBusinessKey()).isEqualTo(EPISODE);
    }

    @Test
    void leavesToTheQueueWhatItsOwnerMayNotDoAnyMore() {
        engine.getTaskService().claim(task("Middle_Work").getId(), "reception");
        var ended = episodes.end(EPISODE, DIED).orElseThrow();
        engine.getIdentityService().deleteMembership("reception", "reception");

        episodes.resume(EPISODE, ended);

        assertThat(task("Middle_Work").getAssignee()).isNull();
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .taskCandidateGroup("reception")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void handsTheDraftsOfAStepOnToItsNewWorkItem() {
        var before = task("Middle_Work").getId();

        episodes.resume(EPISODE, episodes.end(EPISODE, DIED).orElseThrow());

        assertThat(HANDED_ON)
                .containsExactlyEntriesOf(Map.of(before, task("Middle_Work").getId()));
    }

    @Test
    void goesOnToTheEndAfterBeingPutBack() {
        episodes.resume(EPISODE, episodes.end(EPISODE, DIED).orElseThrow());

        engine.getTaskService().complete(task("Middle_Work").getId());
        engine.getManagementService().executeJob(job("Inner_Wait").getId());
        engine.getTaskService().complete(task("Main_After").getId());

        assertThat(episodes.openSteps(EPISODE)).isEmpty();
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().count())
                .isZero();
        assertThat(engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .activityId("Main_End")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void countsACalledProcessToTheMainOneAfterBeingPutBack() {
        episodes.resume(EPISODE, episodes.end(EPISODE, DIED).orElseThrow());

        var tasks = engine.getHistoryService()
                .createHistoricTaskInstanceQuery()
                .unfinished()
                .list();
        assertThat(tasks).extracting(task -> task.getRootProcessInstanceId()).containsOnly(root().getId());
    }

    @Test
    void canBeEndedAndPutBackAgain() {
        var open = episodes.openSteps(EPISODE);
        for (int i = 0; i < 3; i++) {
            episodes.resume(EPISODE, episodes.end(EPISODE, DIED).orElseThrow());
        }

        assertThat(episodes.openSteps(EPISODE))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("since")
                .containsExactlyInAnyOrderElementsOf(open);
    }

    @Test
    void keepsCodesNumbersDatesAndFlagsOnly() {
        engine.getRuntimeService().setVariable(root().getId(), "notes", List.of("free text"));

        assertThatThrownBy(() -> episodes.end(EPISODE, DIED)).hasMessageContaining("notes");
        assertThat(episodes.openSteps(EPISODE)).as("nothing was ended").hasSize(2);
    }

    private static Task task(String element) {
        return engine.getTaskService()
                .createTaskQuery()
                .taskDefinitionKey(element)
                .singleResult();
    }

    private static Job job(String element) {
        return engine.getManagementService()
                .createJobQuery()
                .activityId(element)
                .singleResult();
    }

    private static org.camunda.bpm.engine.runtime.ProcessInstance root() {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey("Main")
                .singleResult();
    }
}

package care.handrail.pathways.engine;

import care.handrail.access.DataClass;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.store.InboundMessages;
import care.handrail.testing.AuditNotes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** An engine with an inbox on one database, whose letters are rows too, so that a rollback takes them along. */
final class InboxClinic implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofHours(4);

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String MODELS = "care/handrail/pathways/engine/";

    final JdbcClient database;
    final ProcessEngine engine;
    final Inbox inbox;
    final AuditNotes audit = new AuditNotes();
    final List<String> noted = new CopyOnWriteArrayList<>();
    volatile Runnable whileNoting = () -> {};

    /** Business keys with which a room goes on when a message comes too late, and the process that does. */
    final Map<String, String> goesOn = new ConcurrentHashMap<>();

    InboxClinic(DataSource source) {
        this(source, Set.of());
    }

    InboxClinic(DataSource source, Set<String> lastingMessages) {
        database = JdbcClient.create(source);
        database.sql("create table if not exists LETTER (WORK_ITEM varchar(64), FORM varchar(64), TEXT varchar(200))")
                .update();
        var transactions = new DataSourceTransactionManager(source);
        var messages = new InboundMessages(database);
        var properties = new InboxProperties(
                Set.of("InformationReceived"),
                Set.of("OwnNews"),
                lastingMessages,
                Map.of("InformationReceived", "incompleteReason"),
                PATIENCE);
        JavaDelegate note = execution -> {
            whileNoting.run();
            noted.add(execution.getProcessBusinessKey());
        };
        var configuration = new SpringProcessEngineConfiguration();
        configuration.setProcessEngineName("inbox-" + NUMBER.incrementAndGet());
        configuration.setDataSource(source);
        configuration.setTransactionManager(transactions);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("audit");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setBeans(Map.of("note", note));
        configuration.setProcessEnginePlugins(new ArrayList<>(
                List.of(new InboxPlugin(properties, () -> messages, () -> audit, () -> List.of(this::takeLate)))));
        engine = configuration.buildProcessEngine();
        inbox = new EngineInbox(
                configuration,
                messages,
                new LetterRows(),
                audit,
                EngineTime.clock(ZoneOffset.UTC),
                properties,
                (name, value) -> name.equals("incompleteReason") ? Optional.empty() : Optional.of(name + "?"),
                transactions);
        if (engine.getRepositoryService().createDeploymentQuery().count() == 0) {
            engine.getRepositoryService()
                    .createDeployment()
                    .addClasspathResource(MODELS + "Episode.bpmn")
                    .addClasspathResource(MODELS + "Asking.bpmn")
                    .addClasspathResource(MODELS + "InboundMessageReview.bpmn")
                    .deploy();
        }
    }

    private Optional<String> takeLate(String message, String key, Map<String, Object> variables) {
        return Optional.ofNullable(goesOn.get(key));
    }

    static InboundMessage message(String episode, String key, String text) {
        return new InboundMessage(
                "InformationReceived",
                episode,
                "patient-" + episode,
                "K7QM-2XWD",
                "north",
                "general-practice",
                key,
                Map.of(),
                Map.of(DataClass.CONTACT, Map.of("phone", text)));
    }

    /** Opens an episode that stands at the step before it waits. */
    String openEpisode() {
        var episode = UUID.randomUUID().toString();
        engine.getRuntimeService().startProcessInstanceByKey("Episode", episode);
        return episode;
    }

    /** Opens an episode that waits for the message. */
    String waitingEpisode() {
        var episode = openEpisode();
        complete(episode, "Task_Ask");
        return episode;
    }

    void complete(String episode, String step) {
        var tasks = engine.getTaskService();
        tasks.complete(tasks.createTaskQuery()
                .processInstanceBusinessKey(episode)
                .taskDefinitionKey(step)
                .singleResult()
                .getId());
    }

    List<String> openSteps(String episode) {
        return engine.getTaskService().createTaskQuery().processInstanceBusinessKey(episode).list().stream()
                .map(task -> task.getTaskDefinitionKey())
                .toList();
    }

    /** Runs what the inbox has to do now, as the job executor would: a job that fails is tried again when it says so. */
    void runDueJobs() {
        for (var job : dueJobs()) {
            run(job.getId());
        }
    }

    void run(String job) {
        try {
            engine.getManagementService().executeJob(job);
        } catch (RuntimeException e) {
            // The job executor logs it and goes on.
            audit.record(AuditEvent.of(
                    AuditEvent.Kind.STEP_RETRIED, null, null, e.getClass().getSimpleName()));
        }
    }

    List<Job> dueJobs() {
        return engine.getManagementService()
                .createJobQuery()
                .messages()
                .executable()
                .list();
    }

    List<Job> inboxJobs() {
        return engine.getManagementService().createJobQuery().messages().list();
    }

    Map<String, Object> row(String message) {
        return database.sql("select * from INBOUND_MESSAGE where ID = ?")
                .param(message)
                .query()
                .singleRow();
    }

    int count(String table) {
        return database.sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        ClockUtil.reset();
        engine.close();
    }

    private final class LetterRows implements LetterStore {

        @Override
        public void write(LetterKey key, Map<DataClass, Map<String, Object>> values, String author) {
            database.sql("insert into LETTER (WORK_ITEM, FORM, TEXT) values (?, ?, ?)")
                    .params(key.workItemId(), key.form(), values.toString())
                    .update();
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
        public Map<String, Instant> draftsSaved(Collection<String> workItems) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasDraft(String workItemId, String author) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void handDraftsOn(String workItemId, String toWorkItemId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> draft(LetterKey key, String author) {
            throw new UnsupportedOperationException();
        }
    }
}

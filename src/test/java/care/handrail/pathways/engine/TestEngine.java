package care.handrail.pathways.engine;

import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Role;
import care.handrail.pathways.CompletionRule;
import care.handrail.pathways.FieldRule;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayStarts;
import care.handrail.pathways.Step;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.CareTeamNotes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.task.Task;

/**
 * A plain engine in memory that is held to the same rules as the clinic's: expressions, variables and forms. Its rooms
 * are simple ones that a test can look into.
 */
public final class TestEngine implements AutoCloseable, LetterStore {

    /** What one submitted form left in the letter. */
    public record Entry(LetterKey key, Map<DataClass, Map<String, Object>> values, String author) {}

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    public final Map<String, Step> steps = new HashMap<>();
    public final List<FieldRule> rules = new ArrayList<>();
    public final List<LetterSource> sources = new ArrayList<>();
    public final List<PathwayStarts> starts = new ArrayList<>();
    public final List<CompletionRule> completionRules = new ArrayList<>();
    public final List<Entry> entries = new ArrayList<>();
    public final Map<String, Map<String, Object>> drafts = new HashMap<>();
    public final AuditNotes audit = new AuditNotes();
    public final CareTeamNotes careTeams = new CareTeamNotes();
    public final Permissions permissions = new Permissions(careTeams);
    public ServiceLevelExpressions serviceLevel = new NothingIsLate();

    private final PathwayEngine plugin;
    private final ProcessEngine engine;

    public TestEngine(ProcessEnginePlugin... more) {
        plugin = new PathwayEngine(new EngineParts(
                name -> Optional.ofNullable(steps.get(name)),
                () -> serviceLevel,
                () -> this,
                () -> audit,
                () -> permissions,
                () -> careTeams,
                () -> rules,
                () -> sources,
                () -> starts,
                () -> completionRules,
                EngineTime.clock(LONDON)));
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        String name = UUID.randomUUID().toString();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=1000;QUERY_CACHE_SIZE=512");
        configuration.setHistory("audit");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setTaskMetricsEnabled(false);
        List<ProcessEnginePlugin> plugins = new ArrayList<>(List.of(plugin));
        plugins.addAll(Arrays.asList(more));
        configuration.setProcessEnginePlugins(plugins);
        engine = configuration.buildProcessEngine();
    }

    public ProcessEngine engine() {
        return engine;
    }

    /** Deploys all files under a folder of {@code src/test/resources} as one release. */
    public Deployment deploy(String folder) {
        return deploy(files(Path.of("src/test/resources", folder)));
    }

    /** Deploys the files as one release. */
    public Deployment deploy(Map<String, byte[]> files) {
        var deployment = engine.getRepositoryService().createDeployment().source("handrail");
        files.forEach((name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
        return deployment.deploy();
    }

    /** Returns the files under a folder by their names within it. */
    public static Map<String, byte[]> files(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Does the work as a person of the roles. */
    public <T> T as(String person, Supplier<T> work, Role... roles) {
        engine.getIdentityService()
                .setAuthentication(person, Arrays.stream(roles).map(Role::group).toList());
        try {
            return work.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** Does the work as a clinician. */
    public void asClinician(String person, Runnable work) {
        as(
                person,
                () -> {
                    work.run();
                    return person;
                },
                Role.CLINICIAN);
    }

    FormBoundary boundary() {
        return plugin.boundary();
    }

    /** Does the work as one command of the engine. */
    <T> T inEngine(Command<T> work) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(work);
    }

    /** Returns the only open work item. */
    public Task task() {
        return engine.getTaskService().createTaskQuery().singleResult();
    }

    @Override
    public void write(LetterKey key, Map<DataClass, Map<String, Object>> values, String author) {
        entries.add(new Entry(key, values, author));
        drafts.remove(key.workItemId() + author);
    }

    @Override
    public Map<String, Object> latest(String patientId, String episodeId, Set<String> fields, Set<DataClass> classes) {
        Map<String, Object> latest = new HashMap<>();
        for (Entry entry : entries) {
            entry.values()
                    .forEach((dataClass, values) -> values.forEach((field, value) -> {
                        if (classes.contains(dataClass) && fields.contains(field)) {
                            latest.put(field, value);
                        }
                    }));
        }
        return latest;
    }

    @Override
    public void saveDraft(LetterKey key, Map<String, Object> values, String author) {
        drafts.put(key.workItemId() + author, values);
    }

    @Override
    public Map<String, Instant> draftsSaved(Collection<String> workItems) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasDraft(String workItemId, String author) {
        return drafts.containsKey(workItemId + author);
    }

    @Override
    public void handDraftsOn(String workItemId, String toWorkItemId) {
        for (var key : List.copyOf(drafts.keySet())) {
            if (key.startsWith(workItemId)) {
                drafts.put(key.replace(workItemId, toWorkItemId), drafts.remove(key));
            }
        }
    }

    @Override
    public Map<String, Object> draft(LetterKey key, String author) {
        return drafts.getOrDefault(key.workItemId() + author, Map.of());
    }

    /** Forgets every deployment and case, and what the rooms hold: cheaper than a new engine. */
    public void reset() {
        engine.getRepositoryService()
                .createDeploymentQuery()
                .list()
                .forEach(deployment ->
                        engine.getRepositoryService().deleteDeployment(deployment.getId(), true, true, true));
        steps.clear();
        rules.clear();
        sources.clear();
        starts.clear();
        completionRules.clear();
        entries.clear();
        drafts.clear();
        audit.events.clear();
        careTeams.relationships.clear();
    }

    @Override
    public void close() {
        engine.close();
    }

    private static final class NothingIsLate implements ServiceLevelExpressions {

        @Override
        public Date due(DelegateExecution execution) {
            return new Date(4_102_444_800_000L);
        }

        @Override
        public String repeat(DelegateExecution execution) {
            return "R/2100-01-01T00:00:00/PT8H";
        }
    }
}

package care.handrail.testing.paths;

import care.handrail.pathways.Step;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;

/** The in-memory engine of all path tests: made once, given one release after the other. */
final class PathEngine {

    private static final Pattern STEP = Pattern.compile("camunda:delegateExpression=\"\\$\\{\\s*(\\w+)\\s*}\"");

    private static @Nullable PathEngine only;

    final ProcessEngine engine;

    final Coverage coverage = new Coverage();

    /** What a test made of the steps, by bean name. */
    final Map<String, Step> behaviours = new HashMap<>();

    /** The steps that ran since the last {@link #clear}, in order. */
    final List<String> ran = new ArrayList<>();

    private final Map<Object, Object> beans = new HashMap<>();

    private PathEngine() {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("paths");
        configuration.setJdbcUrl("jdbc:h2:mem:paths;DB_CLOSE_DELAY=-1");
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfigurationImpl.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistory(ProcessEngineConfigurationImpl.HISTORY_AUDIT);
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(coverage)));
        configuration.setCustomHistoryEventHandlers(new ArrayList<>(List.of(coverage)));
        beans.put("serviceLevel", new FixedServiceLevel());
        configuration.setBeans(beans);
        engine = configuration.buildProcessEngine();
    }

    static synchronized PathEngine get() {
        if (only == null) {
            only = new PathEngine();
        }
        return only;
    }

    /** Deploys the models as one release and returns its id. */
    String deploy(Models models) {
        models.files().values().forEach(text -> STEP.matcher(text).results().forEach(call -> offer(call.group(1))));
        var release = engine.getRepositoryService().createDeployment();
        models.bytes().forEach((name, bytes) -> release.addInputStream(name, new ByteArrayInputStream(bytes)));
        return release.deploy().getId();
    }

    private void offer(String step) {
        JavaDelegate delegate = execution -> {
            ran.add(step);
            behaviours.getOrDefault(step, context -> {}).run(new ExecutionContext(execution));
        };
        beans.put(step, delegate);
    }

    /** Ends whatever a test left running. */
    void clear() {
        behaviours.clear();
        ran.clear();
        var runtime = engine.getRuntimeService();
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "end of test", true, false, true));
    }
}

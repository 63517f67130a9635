package care.handrail.pathways.engine;

import care.handrail.pathways.LetterStore;
import care.handrail.shared.WorkingCalendar;
import care.handrail.shared.WorkingCalendars;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.CareTeamNotes;
import care.handrail.testing.CountingDataSource;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A bare engine in memory that knows service levels, escalation and nothing else of the clinic. */
final class WorkEngine implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String MODELS = "care/handrail/pathways/engine/";

    final WorkingCalendar calendar = WorkingCalendars.northAndSouth();
    final AuditNotes audit = new AuditNotes();
    final CareTeamNotes careTeams = new CareTeamNotes();

    /** Ids of the work items that somebody has begun with. */
    final Set<String> begun = new HashSet<>();

    final ProcessEngine engine;
    private final EngineEscalation escalation;
    private final EngineUrgency urgency;

    WorkEngine() {
        var tables = new ReleaseTables();
        escalation = new EngineEscalation(tables, new ReleaseProcesses(), letters(), careTeams, audit);
        var serviceLevel = new ServiceLevel(calendar, tables);
        urgency = new EngineUrgency(serviceLevel, calendar, audit);
        JavaDelegate escalate = execution ->
                escalation.escalate(execution.getProcessInstanceId(), (String) execution.getVariable("lateStep"));
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("work-" + NUMBER.incrementAndGet());
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + configuration.getProcessEngineName() + ";DB_CLOSE_DELAY=-1");
        configuration.setDataSource(new CountingDataSource(database));
        configuration.setHistory("audit");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setBeans(Map.of("serviceLevel", serviceLevel, "escalate", escalate));
        configuration.setProcessEnginePlugins(new ArrayList<>(List.of(new ServiceLevelPlugin(calendar))));
        engine = configuration.buildProcessEngine();
    }

    /** Knows of drafts, and of nothing else. */
    private ObjectProvider<LetterStore> letters() {
        var beans = new StaticListableBeanFactory();
        beans.addBean(
                "letters",
                Proxy.newProxyInstance(
                        LetterStore.class.getClassLoader(),
                        new Class<?>[] {LetterStore.class},
                        (proxy, method, arguments) -> begun.contains((String) arguments[0])));
        return beans.getBeanProvider(LetterStore.class);
    }

    /** Deploys the models as one release and returns its id. */
    String deploy(String... models) {
        var deployment = engine.getRepositoryService().createDeployment();
        for (String model : models) {
            deployment.addClasspathResource(MODELS + model);
        }
        return deployment.deploy().getId();
    }

    /** Passes the urgency on as the step does, in a command of its own. */
    void passUrgencyOn(String episodeId, String said) {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    urgency.passOn(episodeId, said);
                    return null;
                });
    }

    /** Escalates as the step does, in a command of its own. */
    void escalate(String processInstanceId, String step) {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    escalation.escalate(processInstanceId, step);
                    return null;
                });
    }

    @Override
    public void close() {
        ClockUtil.reset();
        engine.close();
    }
}

package care.handrail.pathways.engine;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CareTeams;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Pathways;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ExecutionQuery;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;

/** Moves the engine for the rooms. Who may do what is decided by the rooms, except where a verb says so itself. */
@Component
class CamundaPathways implements Pathways {

    /** How often a step is tried again by itself after a person asked for it. */
    private static final int TRIES = 3;

    private final ProcessEngineConfigurationImpl engine;
    private final PathwayEngine pathwayEngine;
    private final EpisodeInstances episodes;
    private final EngineAuthentication authentication;
    private final Audit audit;

    CamundaPathways(
            ProcessEngineConfigurationImpl engine,
            PathwayEngine pathwayEngine,
            EngineAuthentication authentication,
            LetterStore letters,
            CareTeams careTeams,
            Audit audit) {
        this.engine = engine;
        this.pathwayEngine = pathwayEngine;
        this.episodes = new EpisodeInstances(engine, letters, careTeams);
        this.authentication = authentication;
        this.audit = audit;
    }

    @Override
    public String submitStart(String processId, Map<String, Object> values) {
        return Refusals.asOurs(() -> authentication.asCurrentStaff(person -> pathwayEngine
                .formService()
                .startNewest(processId, new HashMap<>(values))
                .getBusinessKey()));
    }

    @Override
    public String start(String processId, String episodeId, Map<String, Object> variables) {
        ProcessInstance instance = unchecked(() ->
                engine.getRuntimeService().startProcessInstanceByKey(processId, episodeId, new HashMap<>(variables)));
        return instance.getId();
    }

    @Override
    public boolean correlate(String message, String episodeId, Map<String, Object> variables) {
        return correlate(message, waitingFor(message, episodeId), variables);
    }

    @Override
    public <T> boolean correlate(String message, String episodeId, PathwayVariable<T> variable, T value) {
        var waiting = waitingFor(message, episodeId).processVariableValueEquals(variable.name(), value);
        return correlate(message, waiting, Map.of());
    }

    private ExecutionQuery waitingFor(String message, String episodeId) {
        return engine.getRuntimeService()
                .createExecutionQuery()
                .messageEventSubscriptionName(message)
                .processInstanceBusinessKey(episodeId);
    }

    private boolean correlate(String message, ExecutionQuery query, Map<String, Object> variables) {
        return unchecked(() -> {
            List<Execution> waiting = query.list();
            if (waiting.size() > 1) {
                throw new IllegalStateException("Several steps of the episode wait for the message " + message
                        + ", so it is not clear which is meant. A person must look.");
            }
            if (waiting.isEmpty()) {
                return false;
            }
            engine.getRuntimeService()
                    .messageEventReceived(message, waiting.get(0).getId(), new HashMap<>(variables));
            return true;
        });
    }

    @Override
    public List<OpenStep> openSteps(String episodeId) {
        return episodes.openSteps(episodeId);
    }

    @Override
    public Map<String, Object> envelope(String episodeId) {
        return episodes.envelope(episodeId);
    }

    @Override
    public Optional<String> end(String episodeId, Map<String, Object> variables) {
        return episodes.end(episodeId, variables);
    }

    @Override
    public void resume(String episodeId, String ended) {
        episodes.resume(episodeId, ended);
    }

    @Override
    public int retry(String episodeId) {
        boolean permitted = CurrentStaff.get()
                .filter(person -> person.has(Role.PRACTICE_MANAGER) || person.has(Role.ADMINISTRATOR))
                .isPresent();
        if (!permitted) {
            throw new AccessRefusedException(
                    "Only a practice manager or a system administrator tries a failed step again.");
        }
        return unchecked(() -> {
            List<Job> failed = failed(episodeId);
            for (Job job : failed) {
                engine.getManagementService().setJobRetries(job.getId(), TRIES);
                audit.record(AuditEvent.of(Kind.STEP_RETRIED, null, episodeId, "job:" + job.getId())
                        .withProcessInstance(job.getProcessInstanceId()));
            }
            return failed.size();
        });
    }

    private List<Job> failed(String episodeId) {
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(episodeId)
                .list()
                .stream()
                .flatMap(instance -> engine
                        .getManagementService()
                        .createJobQuery()
                        .processInstanceId(instance.getId())
                        .noRetriesLeft()
                        .list()
                        .stream())
                .toList();
    }

    /** Runs as one command of the engine, without its permission checks. */
    private <T> T unchecked(Callable<T> work) {
        return Refusals.asOurs(() -> engine.getCommandExecutorTxRequired()
                .execute((CommandContext context) -> context.runWithoutAuthorization(work)));
    }
}

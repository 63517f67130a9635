package care.handrail.pathways.engine;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.bpmn.parser.EventSubscriptionDeclaration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.runtime.Execution;

/** What an episode's processes do about a message now: wait for it, may wait for it yet, or never will again. */
class WaitingEpisode {

    private final ProcessEngineConfigurationImpl engine;
    private final String episodeId;
    private final String message;

    WaitingEpisode(ProcessEngineConfigurationImpl engine, String episodeId, String message) {
        this.engine = engine;
        this.episodeId = episodeId;
        this.message = message;
    }

    /** Returns what waits for the message now. */
    List<Execution> waiting() {
        return waitingFor(message);
    }

    /** Tells whether the main process is gone: the episode's, or the one that the key is of. */
    boolean isOver() {
        return waitingFor(EpisodeInstances.EPISODE_ENDED).isEmpty()
                && first(engine, episodeId)
                        .filter(process -> process.getEndTime() == null)
                        .isEmpty();
    }

    /** Returns the process that was started first with the key; those that came later belong to it. */
    static Optional<HistoricProcessInstance> first(ProcessEngineConfigurationImpl engine, String key) {
        return engine
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .rootProcessInstances()
                .orderByProcessInstanceStartTime()
                .asc()
                .listPage(0, 1)
                .stream()
                .findFirst();
    }

    /** Tells whether a process that could wait for the message has ended, and none that could is running. */
    boolean hasStoppedWaiting() {
        boolean running =
                engine
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(episodeId)
                        .list()
                        .stream()
                        .anyMatch(instance -> canWait(instance.getProcessDefinitionId()));
        return !running
                && engine
                        .getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(episodeId)
                        .finished()
                        .list()
                        .stream()
                        .anyMatch(instance -> canWait(instance.getProcessDefinitionId()));
    }

    private List<Execution> waitingFor(String name) {
        return engine.getRuntimeService()
                .createExecutionQuery()
                .messageEventSubscriptionName(name)
                .processInstanceBusinessKey(episodeId)
                .list();
    }

    private boolean canWait(String definitionId) {
        return canWait(engine.getDeploymentCache().findDeployedProcessDefinitionById(definitionId), message);
    }

    /** Tells whether anything in the scope can wait for a message. */
    static boolean canWait(ScopeImpl scope, String message) {
        return EventSubscriptionDeclaration.getDeclarationsForScope(scope).values().stream()
                        .anyMatch(declaration -> EventType.MESSAGE.name().equals(declaration.getEventType())
                                && message.equals(declaration.getUnresolvedEventName()))
                || scope.getActivities().stream().anyMatch(inner -> canWait(inner, message));
    }
}

package care.handrail.pathways.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts processes of the release that another process instance runs on. */
@Component
class ReleaseProcesses {

    private final Map<Key, String> definitions = new ConcurrentHashMap<>();

    /** Starts the process of the release that the execution runs on, or fails when that release has none of the name. */
    void start(ExecutionEntity execution, String process, String businessKey, Map<String, @Nullable Object> variables) {
        var engine = Context.getProcessEngineConfiguration();
        var deployment = execution.getProcessDefinition().getDeploymentId();
        var id = definitions.computeIfAbsent(
                new Key(deployment, process),
                key -> engine.getDeploymentCache()
                        .findDeployedProcessDefinitionByDeploymentAndKey(deployment, process)
                        .getId());
        engine.getRuntimeService()
                .createProcessInstanceById(id)
                .businessKey(businessKey)
                .setVariables(variables)
                .execute();
    }

    private record Key(String deployment, String process) {}
}

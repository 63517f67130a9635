package care.handrail.pathways.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** The engine's form service with the boundary in front: Tasklist, the engine's REST interface and our own code all pass here. */
final class BoundaryFormService extends FormServiceImpl {

    private final FormBoundary boundary;

    BoundaryFormService(FormBoundary boundary) {
        this.boundary = boundary;
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> values) {
        submit(taskId, values, false);
    }

    @Override
    public void submitTaskFormData(String taskId, Map<String, String> values) {
        submit(taskId, new HashMap<>(values), false);
    }

    @Override
    public @Nullable VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> values, boolean deserialize) {
        return submit(taskId, values, true);
    }

    private @Nullable VariableMap submit(String taskId, Map<String, Object> values, boolean returnVariables) {
        return commandExecutor.execute(context -> boundary.submit(context, taskId, values, returnVariables));
    }

    @Override
    public ProcessInstance submitStartForm(String processDefinitionId, Map<String, Object> values) {
        return submitStartForm(processDefinitionId, null, values);
    }

    @Override
    public ProcessInstance submitStartForm(
            String processDefinitionId, @Nullable String businessKey, Map<String, Object> values) {
        return commandExecutor.execute(
                context -> boundary.start(context, newest(context, processDefinitionId), businessKey, values));
    }

    @Override
    public ProcessInstance submitStartFormData(String processDefinitionId, Map<String, String> values) {
        return submitStartForm(processDefinitionId, null, new HashMap<>(values));
    }

    @Override
    public ProcessInstance submitStartFormData(
            String processDefinitionId, @Nullable String businessKey, Map<String, String> values) {
        return submitStartForm(processDefinitionId, businessKey, new HashMap<>(values));
    }

    /** Starts the process by its id in the release that runs now. */
    ProcessInstance startNewest(String processId, Map<String, Object> values) {
        return commandExecutor.execute(context -> boundary.start(context, latest(context, processId), null, values));
    }

    @Override
    public VariableMap getTaskFormVariables(String taskId, @Nullable Collection<String> names, boolean deserialize) {
        return commandExecutor.execute(context -> boundary.view(context, taskId, names));
    }

    /** A page that was opened before a release was deployed starts the pathway as it is now. */
    private static ProcessDefinitionEntity newest(CommandContext context, String processDefinitionId) {
        var cache = context.getProcessEngineConfiguration().getDeploymentCache();
        return latest(
                context,
                cache.findDeployedProcessDefinitionById(processDefinitionId).getKey());
    }

    private static ProcessDefinitionEntity latest(CommandContext context, String processId) {
        return context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedLatestProcessDefinitionByKey(processId);
    }
}

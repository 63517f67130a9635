package care.handrail.pathways.engine;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The engine's execution as a step sees it. */
final class ExecutionStepContext implements StepContext {

    private final DelegateExecution execution;

    ExecutionStepContext(DelegateExecution execution) {
        this.execution = execution;
    }

    @Override
    public String episodeId() {
        return Objects.requireNonNull(
                execution.getProcessBusinessKey(),
                "The process runs for no episode. A call activity hands the business key on with camunda:in.");
    }

    @Override
    public String processInstanceId() {
        return execution.getProcessInstanceId();
    }

    @Override
    public String elementId() {
        return execution.getCurrentActivityId();
    }

    @Override
    public <T> Optional<T> get(PathwayVariable<T> variable) {
        return Optional.ofNullable(variable.type().cast(execution.getVariable(variable.name())));
    }

    @Override
    public <T> T require(PathwayVariable<T> variable) {
        return get(variable)
                .orElseThrow(() -> new IllegalStateException("The variable '" + variable.name()
                        + "' is not set here. Hand it to the process that calls this step."));
    }

    @Override
    public <T> void set(PathwayVariable<T> variable, T value) {
        execution.setVariable(variable.name(), value);
    }

    @Override
    public void clear(PathwayVariable<?> variable) {
        execution.removeVariable(variable.name());
    }
}

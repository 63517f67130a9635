package care.handrail.testing.paths;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What a step under test sees of the process. */
record ExecutionContext(DelegateExecution execution) implements StepContext {

    @Override
    public String episodeId() {
        return execution.getProcessBusinessKey();
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
        return get(variable).orElseThrow(() -> new AssertionError(variable.name() + " is not set"));
    }

    @Override
    public <T> void set(PathwayVariable<T> variable, T value) {
        execution.setVariable(variable.name(), value);
    }
}

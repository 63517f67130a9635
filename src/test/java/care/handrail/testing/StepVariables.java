package care.handrail.testing;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A running process as far as a step sees it: the episode {@code episode-1} and these variables. */
public final class StepVariables implements StepContext {

    private final Map<String, Object> variables;

    public StepVariables(Map<String, Object> variables) {
        this.variables = new HashMap<>(variables);
    }

    @Override
    public String episodeId() {
        return "episode-1";
    }

    @Override
    public String processInstanceId() {
        return "instance-1";
    }

    @Override
    public String elementId() {
        return "Task_UnderTest";
    }

    @Override
    public <T> Optional<T> get(PathwayVariable<T> variable) {
        return Optional.ofNullable(variables.get(variable.name())).map(variable.type()::cast);
    }

    @Override
    public <T> T require(PathwayVariable<T> variable) {
        return get(variable).orElseThrow(() -> new IllegalStateException(variable.name() + " is not set."));
    }

    @Override
    public <T> void set(PathwayVariable<T> variable, T value) {
        variables.put(variable.name(), value);
    }

    @Override
    public void clear(PathwayVariable<?> variable) {
        variables.remove(variable.name());
    }
}

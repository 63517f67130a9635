package care.handrail.patients.steps;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running process as far as a step sees it. */
final class FakeStepContext implements StepContext {

    private final String episodeId;
    private final Map<String, Object> variables = new HashMap<>();
    private final Map<String, Object> set = new HashMap<>();

    FakeStepContext(String patientId, String episodeId) {
        this.episodeId = episodeId;
        variables.put("patientId", patientId);
    }

    FakeStepContext decides(String decision, @Nullable Long choice) {
        variables.put("duplicateDecision", decision);
        variables.remove("duplicateChoice");
        if (choice != null) {
            variables.put("duplicateChoice", choice);
        }
        return this;
    }

    String patientId() {
        return Objects.requireNonNull(variables.get("patientId")).toString();
    }

    /** Returns what the last step set. */
    Map<String, Object> whatWasSet() {
        return set;
    }

    void forgetWhatWasSet() {
        set.clear();
    }

    @Override
    public String episodeId() {
        return episodeId;
    }

    @Override
    public String processInstanceId() {
        return "registration-1";
    }

    @Override
    public String elementId() {
        return "Task_Test";
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
        set.put(variable.name(), value);
    }

    @Override
    public void clear(PathwayVariable<?> variable) {
        variables.remove(variable.name());
    }
}

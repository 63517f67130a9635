package care.handrail.pathways.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EscalateTests {

    private final List<String> escalated = new ArrayList<>();
    private final Escalate escalate = new Escalate((instance, step) -> escalated.add(instance + " " + step));

    @Test
    void escalatesTheStepFromWhichThePathCame() {
        escalate.run(new Context(Map.of("lateStep", "Task_ReviewEnquiry")));
        assertThat(escalated).containsExactly("instance Task_ReviewEnquiry");
    }

    @Test
    void failsWhereNoBoundaryTimerLeads() {
        assertThatThrownBy(() -> escalate.run(new Context(Map.of()))).isInstanceOf(IllegalStateException.class);
        assertThat(escalated).isEmpty();
    }

    private record Context(Map<String, Object> variables) implements StepContext {

        @Override
        public String episodeId() {
            return "episode";
        }

        @Override
        public String processInstanceId() {
            return "instance";
        }

        @Override
        public String elementId() {
            return "Task_EscalateOverdueWork";
        }

        @Override
        public <T> Optional<T> get(PathwayVariable<T> variable) {
            return Optional.ofNullable(variable.type().cast(variables.get(variable.name())));
        }

        @Override
        public <T> T require(PathwayVariable<T> variable) {
            return get(variable).orElseThrow(() -> new IllegalStateException(variable.name()));
        }

        @Override
        public <T> void set(PathwayVariable<T> variable, T value) {
            throw new UnsupportedOperationException();
        }
    }
}

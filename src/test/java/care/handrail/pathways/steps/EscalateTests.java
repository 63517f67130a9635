package care.handrail.pathways.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.StepVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EscalateTests {

    private final List<String> escalated = new ArrayList<>();
    private final Escalate escalate = new Escalate((instance, step) -> escalated.add(instance + " " + step));

    @Test
    void escalatesTheStepFromWhichThePathCame() {
        escalate.run(new StepVariables(Map.of("lateStep", "Task_ReviewEnquiry")));
        assertThat(escalated).containsExactly("instance-1 Task_ReviewEnquiry");
    }

    @Test
    void failsWhereNoBoundaryTimerLeads() {
        var nothing = new StepVariables(Map.of());
        assertThatThrownBy(() -> escalate.run(nothing)).isInstanceOf(IllegalStateException.class);
        assertThat(escalated).isEmpty();
    }
}

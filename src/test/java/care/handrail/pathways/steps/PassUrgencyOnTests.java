package care.handrail.pathways.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.StepVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassUrgencyOnTests {

    private final List<String> passed = new ArrayList<>();
    private final PassUrgencyOn passUrgencyOn =
            new PassUrgencyOn((episode, urgency) -> passed.add(episode + " " + urgency));

    @Test
    void passesOnWhatTheClinicianSaid() {
        passUrgencyOn.run(new StepVariables(Map.of("urgency", "urgent")));
        assertThat(passed).containsExactly("episode-1 urgent");
    }

    @Test
    void failsWhereNobodyHasSaidAnything() {
        var nothing = new StepVariables(Map.of());
        assertThatThrownBy(() -> passUrgencyOn.run(nothing)).isInstanceOf(IllegalStateException.class);
        assertThat(passed).isEmpty();
    }
}

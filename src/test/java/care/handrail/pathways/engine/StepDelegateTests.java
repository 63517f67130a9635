package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import care.handrail.pathways.BusinessError;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepDelegateTests {

    private static final TestEngine CLINIC = new TestEngine();
    private static final PathwayVariable<String> REFERENCE = PathwayVariable.id("reference");
    private static final PathwayVariable<Long> VISITS = PathwayVariable.number("visits");

    private final RuntimeService runtime = CLINIC.engine().getRuntimeService();

    @BeforeEach
    void openClinic() {
        CLINIC.reset();
        CLINIC.deploy("fixtures/engine/visits");
    }

    @AfterAll
    static void closeClinic() {
        CLINIC.close();
    }

    @Test
    void showsAStepTheEnvelope() {
        List<Object> seen = new ArrayList<>();
        CLINIC.steps.put("lookUp", context -> {
            seen.add(context.episodeId());
            seen.add(context.elementId());
            seen.add(context.require(REFERENCE));
            seen.add(context.get(VISITS));
            context.set(VISITS, 2L);
            seen.add(context.require(VISITS));
        });
        start();

        assertThat(seen).containsExactly("E-1", "Task_LookUp", "K7QM-2XWD", Optional.empty(), 2L);
        assertThat(runtime.getVariables(CLINIC.task().getProcessInstanceId())).containsEntry("visits", 2L);
    }

    @Test
    void namesTheVariableThatIsMissing() {
        CLINIC.steps.put("lookUp", context -> context.require(VISITS));

        assertThatThrownBy(this::start)
                .isInstanceOf(StepFailedException.class)
                .hasMessage("The step 'lookUp' failed: java.lang.IllegalStateException");
    }

    @Test
    void turnsABusinessErrorIntoAnErrorOfTheDiagram() {
        CLINIC.steps.put("lookUp", context -> {
            throw new BusinessError("not-known");
        });
        start();

        assertThat(ended()).isEqualTo("EndEvent_NotKnown");
    }

    @Test
    void reportsABusinessErrorThatTheDiagramDoesNotCatch() {
        CLINIC.steps.put("lookUp", context -> {
            throw new BusinessError("something-else");
        });

        assertThatThrownBy(this::start).hasMessageContaining("something-else");
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void tellsWhoeverCompletedTheFormWhatAStepCannotTakeOfIt() {
        CLINIC.steps.put("lookUp", context -> {
            throw new InvalidFormException(Map.of("visits", "Give a number that is in the list."));
        });

        assertThatThrownBy(this::start)
                .isInstanceOf(RefusedException.class)
                .hasMessage("Give a number that is in the list.")
                .returns(400, refused -> ((RefusedException) refused).status());
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void turnsNothingElseIntoAnError() {
        CLINIC.steps.put("lookUp", context -> {
            throw new IllegalStateException("not-known");
        });

        assertThatThrownBy(this::start).isInstanceOf(StepFailedException.class);
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void keepsTheTextOfAFailureOutOfTheEnginesTables() {
        CLINIC.steps.put("lookUp", context -> {
            throw new IllegalArgumentException("Marker Jones", new RuntimeException("Marker Jones"));
        });
        var thrown = catchThrowable(this::start);
        var text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));

        assertThat(text.toString())
                .contains("IllegalArgumentException", "StepDelegateTests")
                .doesNotContain("Marker");
    }

    private void start() {
        runtime.startProcessInstanceByKey("Visit", "E-1", Map.of("reference", "K7QM-2XWD"));
    }

    private String ended() {
        return CLINIC.engine()
                .getHistoryService()
                .createHistoricActivityInstanceQuery()
                .activityType("noneEndEvent")
                .singleResult()
                .getActivityId();
    }
}

package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultTelling;
import care.handrail.results.ResultVariables;
import org.springframework.stereotype.Component;

/** Closes the result once the patient was told, or a clinician decided that nobody can be. */
@Component
class CloseResult implements Step {

    private final ResultTelling telling;

    CloseResult(ResultTelling telling) {
        this.telling = telling;
    }

    @Override
    public void run(StepContext context) {
        telling.close(
                context.episodeId(),
                context.require(ResultVariables.RESULT_TELLING),
                context.require(ResultVariables.RESULT_TOLD_BY));
    }
}

package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.springframework.stereotype.Component;

/** Closes the result once the patient was told, or a clinician decided that nobody can be. */
@Component
class CloseResult implements Step {

    private final Results results;

    CloseResult(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        results.close(
                context.episodeId(),
                context.require(ResultVariables.RESULT_TELLING),
                context.require(ResultVariables.RESULT_TOLD_BY));
    }
}

package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.springframework.stereotype.Component;

/** Takes the result out of a record into which it does not belong. */
@Component
class TakeResultBack implements Step {

    private final Results results;

    TakeResultBack(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        results.takeBack(context.episodeId());
        context.set(ResultVariables.PATIENT_ID, context.episodeId());
    }
}

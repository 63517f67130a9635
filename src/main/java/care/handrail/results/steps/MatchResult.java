package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.springframework.stereotype.Component;

/** Asks whether order and demographics agree on the patient, each by itself. */
@Component
class MatchResult implements Step {

    private final Results results;

    MatchResult(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        context.set(ResultVariables.RESULT_AGREES, results.match(context.episodeId()));
    }
}

package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.springframework.stereotype.Component;

/** Keeps that a second person has confirmed whose result it is. */
@Component
class ConfirmSettlement implements Step {

    private final Results results;

    ConfirmSettlement(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        results.confirm(context.episodeId(), context.require(ResultVariables.RESULT_CONFIRMED_BY));
    }
}

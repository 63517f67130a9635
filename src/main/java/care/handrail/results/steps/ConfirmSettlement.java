package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.springframework.stereotype.Component;

/** Keeps what a second person said, and finds out whether another version was filed with somebody else meanwhile. */
@Component
class ConfirmSettlement implements Step {

    private static final String CONFIRMED = "confirmed";
    private static final String OVERTAKEN = "overtaken";

    private final Results results;

    ConfirmSettlement(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        if (context.require(ResultVariables.RESULT_CONFIRMATION).equals(CONFIRMED)
                && !results.confirm(context.episodeId(), context.require(ResultVariables.RESULT_CONFIRMED_BY))) {
            context.set(ResultVariables.RESULT_CONFIRMATION, OVERTAKEN);
        }
    }
}

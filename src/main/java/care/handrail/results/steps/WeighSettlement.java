package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.springframework.stereotype.Component;

/** Keeps what a person said whose result it is, and finds out whether another one has to confirm it. */
@Component
class WeighSettlement implements Step {

    private static final String CANDIDATE = "candidate-";

    private final Results results;

    WeighSettlement(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        var id = context.episodeId();
        var candidate = context.require(ResultVariables.RESULT_SETTLEMENT);
        var settlement = results.settle(
                id,
                candidate.startsWith(CANDIDATE) ? Integer.parseInt(candidate.substring(CANDIDATE.length())) : 0,
                context.get(ResultVariables.ORDER_NUMBER).orElse(null),
                context.require(ResultVariables.RESULT_SETTLED_BY));
        context.set(ResultVariables.RESULT_IDENTITY, settlement.code());
    }
}

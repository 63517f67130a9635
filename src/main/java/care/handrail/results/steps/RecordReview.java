package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.springframework.stereotype.Component;

/** Keeps what the clinician decided. What follows keeps its turn, unless the clinician said that it is urgent. */
@Component
class RecordReview implements Step {

    private final Results results;

    RecordReview(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        results.review(
                context.episodeId(),
                context.require(ResultVariables.RESULT_DECISION),
                context.require(ResultVariables.URGENCY),
                context.require(ResultVariables.RESULT_REVIEWED_BY));
        context.set(ResultVariables.PRIORITY, ResultVariables.ROUTINE);
    }
}

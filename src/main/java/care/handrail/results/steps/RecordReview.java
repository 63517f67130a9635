package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultTelling;
import care.handrail.results.ResultVariables;
import org.springframework.stereotype.Component;

/** Keeps what the clinician decided. What follows keeps its turn, unless the clinician said that it is urgent. */
@Component
class RecordReview implements Step {

    private final ResultTelling telling;

    RecordReview(ResultTelling telling) {
        this.telling = telling;
    }

    @Override
    public void run(StepContext context) {
        telling.review(
                context.episodeId(),
                context.require(ResultVariables.RESULT_DECISION),
                context.require(ResultVariables.URGENCY),
                context.require(ResultVariables.RESULT_REVIEWED_BY));
        context.set(ResultVariables.PRIORITY, ResultVariables.ROUTINE);
    }
}

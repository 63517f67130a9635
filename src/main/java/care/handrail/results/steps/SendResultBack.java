package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.springframework.stereotype.Component;

/** Tells the sender that the result is in nobody's record, and why. */
@Component
class SendResultBack implements Step {

    private final Results results;

    SendResultBack(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        results.sendBack(context.episodeId(), context.require(ResultVariables.SEND_BACK_REASON));
    }
}

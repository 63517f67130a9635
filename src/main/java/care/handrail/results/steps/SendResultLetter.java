package care.handrail.results.steps;

import static care.handrail.correspondence.Correspondence.CORRESPONDENCE_ID;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultTelling;
import care.handrail.results.ResultVariables;
import org.springframework.stereotype.Component;

/** Has the letter posted that tells the patient the result. */
@Component
class SendResultLetter implements Step {

    private final ResultTelling telling;

    SendResultLetter(ResultTelling telling) {
        this.telling = telling;
    }

    @Override
    public void run(StepContext context) {
        context.set(
                CORRESPONDENCE_ID,
                telling.sendLetter(
                        context.episodeId(),
                        context.processInstanceId(),
                        context.require(ResultVariables.RESULT_TRIES)));
    }
}

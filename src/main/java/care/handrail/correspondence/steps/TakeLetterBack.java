package care.handrail.correspondence.steps;

import care.handrail.correspondence.Correspondence;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Gives a letter that the post has brought back to whoever sorts out what was not delivered. */
@Component
class TakeLetterBack implements Step {

    private final Correspondence correspondence;

    TakeLetterBack(Correspondence correspondence) {
        this.correspondence = correspondence;
    }

    @Override
    public void run(StepContext context) {
        correspondence.cameBack(context.episodeId());
    }
}

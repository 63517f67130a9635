package care.handrail.correspondence.steps;

import care.handrail.correspondence.Correspondence;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Tells whoever waits how it ended. */
@Component
class TellOfCorrespondence implements Step {

    private final Correspondence correspondence;

    TellOfCorrespondence(Correspondence correspondence) {
        this.correspondence = correspondence;
    }

    @Override
    public void run(StepContext context) {
        correspondence.tell(context.episodeId());
    }
}

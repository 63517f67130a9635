package care.handrail.correspondence.steps;

import care.handrail.correspondence.Correspondence;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Sends it, has it printed, or says why neither can be. */
@Component
class SendCorrespondence implements Step {

    private final Correspondence correspondence;

    SendCorrespondence(Correspondence correspondence) {
        this.correspondence = correspondence;
    }

    @Override
    public void run(StepContext context) {
        context.set(
                CorrespondenceVariables.STATE,
                correspondence.deliver(context.episodeId()).code());
    }
}

package care.handrail.correspondence.steps;

import care.handrail.correspondence.Correspondence;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Carries out what a person decided of something that could not be sent, or did with what was to be printed. */
@Component
class DecideOnCorrespondence implements Step {

    private final Correspondence correspondence;

    DecideOnCorrespondence(Correspondence correspondence) {
        this.correspondence = correspondence;
    }

    @Override
    public void run(StepContext context) {
        context.set(
                CorrespondenceVariables.SETTLED,
                correspondence.decide(context.episodeId(), context.require(CorrespondenceVariables.DECISION)));
    }
}

package care.handrail.consent.steps;

import care.handrail.consent.Consents;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Records that somebody said no, which stops what it covers from this moment on. */
@Component
class StopWhatWasWithdrawn implements Step {

    private final Consents consents;

    StopWhatWasWithdrawn(Consents consents) {
        this.consents = consents;
    }

    @Override
    public void run(StepContext context) {
        consents.deny(
                context.require(ConsentVariables.PATIENT_ID),
                context.episodeId(),
                ConsentVariables.part(context),
                ConsentVariables.said(context));
    }
}

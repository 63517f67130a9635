package care.handrail.consent.steps;

import care.handrail.consent.Consents;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Records that somebody agreed to the declaration that is in force. */
@Component
class RecordConsent implements Step {

    private final Consents consents;

    RecordConsent(Consents consents) {
        this.consents = consents;
    }

    @Override
    public void run(StepContext context) {
        consents.permitInForce(
                context.require(ConsentVariables.PATIENT_ID),
                context.episodeId(),
                ConsentVariables.part(context),
                context.require(ConsentVariables.LANGUAGE),
                ConsentVariables.said(context));
    }
}

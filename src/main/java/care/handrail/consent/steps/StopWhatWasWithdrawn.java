package care.handrail.consent.steps;

import care.handrail.consent.Consents;
import care.handrail.consent.Performer;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Records what was withdrawn, which stops it from this moment on. */
@Component
class StopWhatWasWithdrawn implements Step {

    private final Consents consents;

    StopWhatWasWithdrawn(Consents consents) {
        this.consents = consents;
    }

    @Override
    public void run(StepContext context) {
        var performer = context.require(WithdrawalVariables.PERFORMER);
        consents.deny(
                context.require(WithdrawalVariables.PATIENT_ID),
                context.episodeId(),
                new Consents.Part(
                        context.require(WithdrawalVariables.PURPOSE),
                        context.get(WithdrawalVariables.RECIPIENT).orElse(null),
                        context.get(WithdrawalVariables.CHANNEL).orElse(null)),
                new Consents.Said(
                        Performer.ofCode(performer)
                                .orElseThrow(() -> new IllegalStateException("Nobody decides as " + performer + ".")),
                        context.get(WithdrawalVariables.AUTHORITY).orElse(null),
                        context.require(WithdrawalVariables.WAY)));
    }
}

package care.handrail.signoffs.steps;

import static care.handrail.signoffs.SignOffVariables.COLLEAGUE;
import static care.handrail.signoffs.SignOffVariables.HAND_ON_REASON;
import static care.handrail.signoffs.SignOffVariables.SIGNER_AVAILABLE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.signoffs.SignOffs;
import org.springframework.stereotype.Component;

/** Looks whether there is somebody who could sign, or whether the colleague who was named may: nobody signs their own work. */
@Component
class LookForSigner implements Step {

    private final SignOffs signOffs;

    LookForSigner(SignOffs signOffs) {
        this.signOffs = signOffs;
    }

    @Override
    public void run(StepContext context) {
        var colleague = context.get(COLLEAGUE);
        colleague.ifPresent(one -> signOffs.handOn(context.episodeId(), one, context.require(HAND_ON_REASON)));
        context.set(SIGNER_AVAILABLE, colleague.isPresent() || signOffs.somebodyCanSign(context.episodeId()));
    }
}

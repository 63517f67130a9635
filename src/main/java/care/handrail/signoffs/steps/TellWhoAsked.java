package care.handrail.signoffs.steps;

import static care.handrail.signoffs.SignOffVariables.OUTCOME;
import static care.handrail.signoffs.SignOffVariables.REASON;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.signoffs.SignOffs;
import org.springframework.stereotype.Component;

/** Tells the process that waits for a signature how it ended. */
@Component
class TellWhoAsked implements Step {

    private final SignOffs signOffs;

    TellWhoAsked(SignOffs signOffs) {
        this.signOffs = signOffs;
    }

    @Override
    public void run(StepContext context) {
        signOffs.tellOutcome(
                context.episodeId(),
                context.require(OUTCOME),
                context.get(REASON).orElse(null));
    }
}

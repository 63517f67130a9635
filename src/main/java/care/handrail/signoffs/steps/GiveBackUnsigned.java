package care.handrail.signoffs.steps;

import static care.handrail.signoffs.SignOffVariables.OUTCOME;
import static care.handrail.signoffs.SignOffVariables.REASON;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.signoffs.SignOffs;
import org.springframework.stereotype.Component;

/** Gives a sign-off back to whoever asked, because nobody can be found who could sign it. */
@Component
class GiveBackUnsigned implements Step {

    private final SignOffs signOffs;

    GiveBackUnsigned(SignOffs signOffs) {
        this.signOffs = signOffs;
    }

    @Override
    public void run(StepContext context) {
        signOffs.giveBack(context.episodeId());
        context.set(OUTCOME, "rejected");
        context.set(REASON, "nobody-can-sign");
    }
}

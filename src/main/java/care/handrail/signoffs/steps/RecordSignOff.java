package care.handrail.signoffs.steps;

import static care.handrail.signoffs.SignOffVariables.DECISION;
import static care.handrail.signoffs.SignOffVariables.FIRST_SIGNER;
import static care.handrail.signoffs.SignOffVariables.OUTCOME;
import static care.handrail.signoffs.SignOffVariables.REASON;
import static care.handrail.signoffs.SignOffVariables.SECOND_NEEDED;
import static care.handrail.signoffs.SignOffVariables.SIGNER;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.signoffs.Decision;
import care.handrail.signoffs.SignOffs;
import org.springframework.stereotype.Component;

/** Puts on record what a signer decided; whom it is handed on to is looked at next. */
@Component
class RecordSignOff implements Step {

    private static final String HAND_ON = "hand-on";

    private final SignOffs signOffs;

    RecordSignOff(SignOffs signOffs) {
        this.signOffs = signOffs;
    }

    @Override
    public void run(StepContext context) {
        var decision = context.require(DECISION);
        if (decision.equals(HAND_ON)) {
            context.set(OUTCOME, "handed-on");
            return;
        }
        var person = context.require(SIGNER);
        var state = signOffs.decide(
                context.episodeId(),
                person,
                Decision.ofCode(decision),
                context.get(REASON).orElse(null),
                context.require(SECOND_NEEDED));
        switch (state) {
            case FIRST_SIGNED -> {
                context.set(FIRST_SIGNER, person);
                context.set(OUTCOME, "second-needed");
            }
            case SIGNED -> context.set(OUTCOME, "approved");
            case CHANGES_ASKED -> context.set(OUTCOME, "changes-asked");
            case REJECTED -> context.set(OUTCOME, "rejected");
            case REQUESTED, VOID, WITHDRAWN -> throw new IllegalStateException("No decision leads to " + state + ".");
        }
    }
}

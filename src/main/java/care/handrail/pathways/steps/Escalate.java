package care.handrail.pathways.steps;

import care.handrail.pathways.Escalation;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Escalates the step whose boundary timer has led here. */
@Component
class Escalate implements Step {

    static final PathwayVariable<String> LATE_STEP = PathwayVariable.id("lateStep");

    private final Escalation escalation;

    Escalate(Escalation escalation) {
        this.escalation = escalation;
    }

    @Override
    public void run(StepContext context) {
        escalation.escalate(context.processInstanceId(), context.require(LATE_STEP));
    }
}

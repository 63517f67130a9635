package care.handrail.pathways.steps;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.pathways.Urgency;
import org.springframework.stereotype.Component;

/** Makes all that is open for the patient as urgent as a clinician has just said. */
@Component
class PassUrgencyOn implements Step {

    static final PathwayVariable<String> URGENCY = PathwayVariable.code("urgency");

    private final Urgency urgency;

    PassUrgencyOn(Urgency urgency) {
        this.urgency = urgency;
    }

    @Override
    public void run(StepContext context) {
        urgency.passOn(context.episodeId(), context.require(URGENCY));
    }
}

package care.handrail.patients.steps;

import care.handrail.access.Role;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Puts a document of which reception cannot tell whose it is into the queue of care coordination. */
@Component
class HandDocumentOn implements Step {

    @Override
    public void run(StepContext context) {
        context.set(IntakeVariables.INTAKE_QUEUE, Role.CARE_COORDINATION.group());
    }
}

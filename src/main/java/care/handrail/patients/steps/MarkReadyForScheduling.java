package care.handrail.patients.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.Registration;
import org.springframework.stereotype.Component;

/** Ends the registration: the patient is ready for scheduling. */
@Component("markReadyForScheduling")
class MarkReadyForScheduling implements Step {

    private final Registration registration;

    MarkReadyForScheduling(Registration registration) {
        this.registration = registration;
    }

    @Override
    public void run(StepContext context) {
        registration.markReadyForScheduling(context.require(RegistrationVariables.PATIENT_ID));
        context.set(RegistrationVariables.REGISTRATION_OUTCOME, "ready");
    }
}

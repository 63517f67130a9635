package care.handrail.patients.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.Registration;
import org.springframework.stereotype.Component;

/** Turns the recorded date of birth into the age band that routing needs. */
@Component("deriveAgeBand")
class DeriveAgeBand implements Step {

    private final Registration registration;

    DeriveAgeBand(Registration registration) {
        this.registration = registration;
    }

    @Override
    public void run(StepContext context) {
        var band = registration.ageBand(context.require(RegistrationVariables.PATIENT_ID));
        context.set(RegistrationVariables.AGE_BAND, band.code());
    }
}

package care.handrail.patients.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.Registration;
import org.springframework.stereotype.Component;

/** Keeps which version of the privacy notice the patient was given, and how. */
@Component("recordPrivacyNotice")
class RecordPrivacyNotice implements Step {

    private final Registration registration;

    RecordPrivacyNotice(Registration registration) {
        this.registration = registration;
    }

    @Override
    public void run(StepContext context) {
        registration.recordPrivacyNotice(
                context.episodeId(),
                context.require(RegistrationVariables.PATIENT_ID),
                context.get(RegistrationVariables.LANGUAGE).orElse("en"));
    }
}

package care.handrail.patients.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.DuplicateDecision;
import care.handrail.patients.Registration;
import org.springframework.stereotype.Component;

/** Keeps what a person decided about the patients who look alike. */
@Component("recordDuplicateDecision")
class RecordDuplicateDecision implements Step {

    private final Registration registration;

    RecordDuplicateDecision(Registration registration) {
        this.registration = registration;
    }

    @Override
    public void run(StepContext context) {
        var code = context.require(RegistrationVariables.DUPLICATE_DECISION);
        registration.decideDuplicates(
                context.episodeId(),
                context.require(RegistrationVariables.PATIENT_ID),
                DuplicateDecision.ofCode(code)
                        .orElseThrow(() -> new IllegalStateException("There is no duplicate decision " + code + ".")),
                context.get(RegistrationVariables.DUPLICATE_CHOICE));
    }
}

package care.handrail.patients.steps;

import static care.handrail.patients.Registration.Extent.COMPLETE;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.Registration;
import org.springframework.stereotype.Component;

/** Looks for patients who may be the same person. A search that could not compare everybody counts as found. */
@Component("findDuplicates")
class FindDuplicates implements Step {

    private final Registration registration;

    FindDuplicates(Registration registration) {
        this.registration = registration;
    }

    @Override
    public void run(StepContext context) {
        var search =
                registration.findDuplicates(context.episodeId(), context.require(RegistrationVariables.PATIENT_ID));
        context.set(RegistrationVariables.DUPLICATES_FOUND, search.count() > 0 || search.extent() != COMPLETE);
        context.set(RegistrationVariables.DUPLICATE_COUNT, (long) search.count());
        context.set(RegistrationVariables.DUPLICATE_SEARCH, search.extent().code());
    }
}

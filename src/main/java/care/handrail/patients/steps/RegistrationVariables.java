package care.handrail.patients.steps;

import care.handrail.pathways.PathwayVariable;

/** The variables of the registration that its steps use; declared in {@code processes/patients/variables.yaml}. */
final class RegistrationVariables {

    static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    static final PathwayVariable<String> LANGUAGE = PathwayVariable.code("language");
    static final PathwayVariable<String> AGE_BAND = PathwayVariable.code("ageBand");
    static final PathwayVariable<Boolean> DUPLICATES_FOUND = PathwayVariable.flag("duplicatesFound");
    static final PathwayVariable<Long> DUPLICATE_COUNT = PathwayVariable.number("duplicateCount");
    static final PathwayVariable<String> DUPLICATE_SEARCH = PathwayVariable.code("duplicateSearch");
    static final PathwayVariable<String> DUPLICATE_DECISION = PathwayVariable.code("duplicateDecision");
    static final PathwayVariable<Long> DUPLICATE_CHOICE = PathwayVariable.number("duplicateChoice");
    static final PathwayVariable<String> REGISTRATION_OUTCOME = PathwayVariable.code("registrationOutcome");

    private RegistrationVariables() {}
}

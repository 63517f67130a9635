package care.handrail.consent.steps;

import care.handrail.pathways.PathwayVariable;

/** The variables of a withdrawal that its steps use; declared in {@code processes/consent/variables.yaml}. */
final class WithdrawalVariables {

    static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    static final PathwayVariable<String> PURPOSE = PathwayVariable.code("consentPurpose");
    static final PathwayVariable<String> RECIPIENT = PathwayVariable.code("consentRecipient");
    static final PathwayVariable<String> CHANNEL = PathwayVariable.code("consentChannel");
    static final PathwayVariable<String> PERFORMER = PathwayVariable.code("consentPerformer");
    static final PathwayVariable<String> AUTHORITY = PathwayVariable.code("consentAuthority");
    static final PathwayVariable<String> WAY = PathwayVariable.code("withdrawalWay");

    private WithdrawalVariables() {}
}

package care.handrail.consent.steps;

import care.handrail.consent.Consents.Part;
import care.handrail.consent.Consents.Said;
import care.handrail.consent.Performer;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;

/** The variables of consents that the steps use; declared in {@code processes/consent/variables.yaml}. */
final class ConsentVariables {

    static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    static final PathwayVariable<String> LANGUAGE = PathwayVariable.code("language");

    private static final PathwayVariable<String> PURPOSE = PathwayVariable.code("consentPurpose");
    private static final PathwayVariable<String> RECIPIENT = PathwayVariable.code("consentRecipient");
    private static final PathwayVariable<String> CHANNEL = PathwayVariable.code("consentChannel");
    private static final PathwayVariable<String> PERFORMER = PathwayVariable.code("consentPerformer");
    private static final PathwayVariable<String> AUTHORITY = PathwayVariable.code("consentAuthority");
    private static final PathwayVariable<String> WAY = PathwayVariable.code("consentWay");

    private ConsentVariables() {}

    static Part part(StepContext context) {
        return new Part(
                context.require(PURPOSE),
                context.get(RECIPIENT).orElse(null),
                context.get(CHANNEL).orElse(null));
    }

    static Said said(StepContext context) {
        var performer = context.require(PERFORMER);
        return new Said(
                Performer.ofCode(performer)
                        .orElseThrow(() -> new IllegalStateException("Nobody decides as " + performer + ".")),
                context.get(AUTHORITY).orElse(null),
                context.require(WAY));
    }
}

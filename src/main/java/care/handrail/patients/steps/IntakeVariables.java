package care.handrail.patients.steps;

import care.handrail.pathways.PathwayVariable;
import java.util.Date;

/** The variables of an arrived document that its steps use; declared in {@code processes/patients/variables.yaml}. */
final class IntakeVariables {

    static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    static final PathwayVariable<String> SERVICE_LINE = PathwayVariable.code("serviceLine");
    static final PathwayVariable<String> INTAKE_QUEUE = PathwayVariable.code("intakeQueue");
    static final PathwayVariable<String> FILED_UNDER = PathwayVariable.id("filedUnder");
    static final PathwayVariable<String> DOCUMENT_KIND = PathwayVariable.code("documentKind");
    static final PathwayVariable<Date> DOCUMENT_DATE = PathwayVariable.date("documentDate");
    static final PathwayVariable<String> DOCUMENT_SENDER = PathwayVariable.code("documentSender");
    static final PathwayVariable<String> DOCUMENT_GIVEN_BACK = PathwayVariable.code("documentGivenBack");
    static final PathwayVariable<Boolean> DOCUMENT_CLINICAL = PathwayVariable.flag("documentClinical");

    private IntakeVariables() {}
}

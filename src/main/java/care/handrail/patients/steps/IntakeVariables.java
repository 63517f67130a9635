package care.handrail.patients.steps;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import org.jspecify.annotations.Nullable;

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

    static final PathwayVariable<String> REFERRAL_SENDER = PathwayVariable.code("referralSender");
    static final PathwayVariable<String> SENDER_REFERENCE = PathwayVariable.id("senderReference");
    static final PathwayVariable<String> PRIORITY = PathwayVariable.code("priority");

    private IntakeVariables() {}

    /** Returns from which day the document is; null when it does not say. */
    static @Nullable LocalDate documentDay(StepContext context, Clock clock) {
        return context.get(DOCUMENT_DATE)
                .map(day -> LocalDate.ofInstant(day.toInstant(), clock.getZone()))
                .orElse(null);
    }
}

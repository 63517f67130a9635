package care.handrail.patients.steps;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.IntakeDocuments;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Opens a referral to us of what the document is. */
@Component
class TakeDocumentAsReferral implements Step {

    private static final List<PathwayVariable<String>> SAID = List.of(
            IntakeVariables.REFERRAL_SENDER,
            IntakeVariables.SENDER_REFERENCE,
            IntakeVariables.SERVICE_LINE,
            IntakeVariables.PRIORITY);

    private final IntakeDocuments documents;
    private final Clock clock;

    TakeDocumentAsReferral(IntakeDocuments documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public void run(StepContext context) {
        var said = new HashMap<String, Object>();
        SAID.forEach(field -> context.get(field).ifPresent(value -> said.put(field.name(), value)));
        var whose = documents.refer(context.episodeId(), said, IntakeVariables.documentDay(context, clock));
        context.set(IntakeVariables.PATIENT_ID, whose.patientId());
    }
}

package care.handrail.patients.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.DocumentKind;
import care.handrail.patients.IntakeDocuments;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Puts the document into the record of the patient whose reference was given. */
@Component
class FileIntakeDocument implements Step {

    private final IntakeDocuments documents;
    private final Clock clock;

    FileIntakeDocument(IntakeDocuments documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public void run(StepContext context) {
        var kind = context.require(IntakeVariables.DOCUMENT_KIND);
        var whose = documents.file(
                context.episodeId(),
                context.require(IntakeVariables.FILED_UNDER),
                kind,
                IntakeVariables.documentDay(context, clock),
                context.require(IntakeVariables.DOCUMENT_SENDER));
        context.set(IntakeVariables.PATIENT_ID, whose.patientId());
        context.set(IntakeVariables.SERVICE_LINE, whose.serviceLine());
        context.set(
                IntakeVariables.DOCUMENT_CLINICAL,
                DocumentKind.ofCode(kind).orElseThrow().isClinical());
    }
}

package care.handrail.patients.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.IntakeDocuments;
import org.springframework.stereotype.Component;

/** Takes the document out of the wrong record; its work item belongs to no patient again. */
@Component
class TakeDocumentBack implements Step {

    private final IntakeDocuments documents;

    TakeDocumentBack(IntakeDocuments documents) {
        this.documents = documents;
    }

    @Override
    public void run(StepContext context) {
        documents.takeBack(context.episodeId());
        context.clear(IntakeVariables.PATIENT_ID);
        context.clear(IntakeVariables.SERVICE_LINE);
    }
}

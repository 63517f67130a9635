package care.handrail.patients.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.IntakeDocuments;
import org.springframework.stereotype.Component;

/** Removes a document that is not for this clinic. */
@Component
class SetDocumentAside implements Step {

    private final IntakeDocuments documents;

    SetDocumentAside(IntakeDocuments documents) {
        this.documents = documents;
    }

    @Override
    public void run(StepContext context) {
        documents.setAside(context.episodeId(), context.require(IntakeVariables.DOCUMENT_GIVEN_BACK));
    }
}

package care.handrail.patients.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.patients.IntakeDocuments;
import org.springframework.stereotype.Component;

/** Notes that the document lies in the right record, and is read. */
@Component
class CloseIntakeDocument implements Step {

    private final IntakeDocuments documents;

    CloseIntakeDocument(IntakeDocuments documents) {
        this.documents = documents;
    }

    @Override
    public void run(StepContext context) {
        documents.close(context.episodeId());
    }
}

package care.handrail.patients;

import care.handrail.patients.intake.IntakeState;
import care.handrail.patients.store.IntakeDocumentTable;
import care.handrail.records.Document;
import care.handrail.records.Documents;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which documents were filed under an episode or a referral. Permission and audit are the caller's. */
@Component
public class FiledDocuments {

    private final IntakeDocumentTable table;
    private final Documents documents;

    FiledDocuments(IntakeDocumentTable table, Documents documents) {
        this.table = table;
        this.documents = documents;
    }

    /**
     * A document that somebody filed.
     *
     * @param reference by which staff open it on the page of the documents
     */
    public record Filed(String reference, DocumentKind kind, Document document) {}

    /** Published in the transaction that files a document under an episode or a referral, or takes it out again. */
    public record FiledDocumentsChanged(String episodeId) {}

    /** Returns what lies there now, in the order in which it arrived. */
    public List<Filed> under(String episodeId) {
        return table.filedUnder(episodeId, List.of(IntakeState.FILED, IntakeState.CLOSED)).stream()
                .map(filed -> new Filed(
                        filed.reference(),
                        filed.kind().orElseThrow(),
                        documents.find(filed.getId()).orElseThrow()))
                .toList();
    }
}

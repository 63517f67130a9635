package care.handrail.patients.store;

import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import care.handrail.patients.intake.IntakeState;
import care.handrail.records.KeepsRecord;
import care.handrail.records.RecordShredded;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the record of a patient while a document in it waits to be read, and forgets what stands for a document's content
 * when the record is destroyed. Has the watchdog look for documents with which nothing will happen.
 */
@Configuration
class IntakeDocumentsKeepRecord implements KeepsRecord {

    private final IntakeDocumentTable table;

    IntakeDocumentsKeepRecord(IntakeDocumentTable table) {
        this.table = table;
    }

    @Override
    public Optional<String> whyKept(String patientId) {
        return table.ofPatient(patientId).stream()
                .filter(document -> document.state() == IntakeState.FILED)
                .findFirst()
                .map(document -> "The document %s waits to be read, and the record is needed for it."
                        .formatted(document.reference()))
                .or(() -> whyKeptOfNobody(patientId));
    }

    /** While a document is nobody's, its own id stands for the patient. */
    private Optional<String> whyKeptOfNobody(String id) {
        return table.findById(id)
                .filter(document -> document.state() == IntakeState.RECEIVED)
                .map(document -> "It has yet to be said whose the document %s is.".formatted(document.reference()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(RecordShredded shredded) {
        table.ofPatient(shredded.patientId()).forEach(IntakeDocument::forgetContent);
    }

    @Bean
    static Watched intakeDocumentsAreWatched(JdbcClient database) {
        return new WatchedTable(
                database,
                "intake-document",
                "HR_INTAKE_DOCUMENT",
                "'IntakeDocument'",
                "r.SETTLED_AT is not null",
                WatchedTable.NEVER);
    }
}

package care.handrail.signoffs;

import care.handrail.records.KeepsRecord;
import care.handrail.signoffs.store.SignOffTable;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps the record while something in it waits for a signature. */
@Component
class SignOffsKeepRecord implements KeepsRecord {

    private final SignOffTable table;

    SignOffsKeepRecord(SignOffTable table) {
        this.table = table;
    }

    @Override
    public Optional<String> whyKept(String patientId) {
        return table.lockOpenOfPatient(patientId).isEmpty()
                ? Optional.empty()
                : Optional.of("Something of the patient still waits for a signature.");
    }
}

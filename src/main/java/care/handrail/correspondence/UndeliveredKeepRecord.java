package care.handrail.correspondence;

import care.handrail.correspondence.store.DispatchTable;
import care.handrail.records.KeepsRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps the record while something is on its way: what it says lies in the record. */
@Component
class UndeliveredKeepRecord implements KeepsRecord {

    private final DispatchTable table;

    UndeliveredKeepRecord(DispatchTable table) {
        this.table = table;
    }

    @Override
    public Optional<String> whyKept(String patientId) {
        var open = EnumSet.of(
                DispatchState.WAITING,
                DispatchState.SENDING,
                DispatchState.HANDED_OVER,
                DispatchState.UNCERTAIN,
                DispatchState.TO_PRINT,
                DispatchState.TO_PRINT_CLINICAL,
                DispatchState.FAILED,
                DispatchState.BOUNCED);
        return table.lockOf(List.of(patientId), open).isEmpty()
                ? Optional.empty()
                : Optional.of("A letter or message to or about the patient is still on its way.");
    }
}

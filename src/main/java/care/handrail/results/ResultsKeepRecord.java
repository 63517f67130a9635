package care.handrail.results;

import care.handrail.records.KeepsRecord;
import care.handrail.records.RecordShredded;
import care.handrail.results.store.Result;
import care.handrail.results.store.ResultStore;
import care.handrail.results.store.TestOrderStore;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the record while a result of the patient is worked on or waited for, and forgets what stands for it afterwards. */
@Component
class ResultsKeepRecord implements KeepsRecord {

    private static final Set<ResultState> WORKED_ON = Set.of(ResultState.FILED, ResultState.REVIEWED);
    private static final Set<ResultState> IN_QUARANTINE = Set.of(ResultState.RECEIVED, ResultState.QUARANTINED);

    private final ResultStore results;
    private final TestOrderStore orders;

    ResultsKeepRecord(ResultStore results, TestOrderStore orders) {
        this.results = results;
        this.orders = orders;
    }

    @Override
    public Optional<String> whyKept(String patientId) {
        if (results.hasInState(patientId, WORKED_ON)) {
            return Optional.of("A result of the patient has yet to be reviewed, or the patient to be told.");
        }
        if (orders.ofPatient(patientId).stream().anyMatch(order -> order.state() == OrderState.WAITING)) {
            return Optional.of("The result of a test of the patient is still waited for.");
        }
        return results.findById(patientId)
                .filter(result -> IN_QUARANTINE.contains(result.state()))
                .map(result -> "It has yet to be settled whose result this is.");
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(RecordShredded shredded) {
        results.ofPatient(shredded.patientId()).forEach(Result::forgetLetter);
        results.findById(shredded.patientId()).ifPresent(Result::forgetLetter);
    }
}

package care.handrail.episodes;

import care.handrail.episodes.store.FollowOnActionTable;
import care.handrail.records.KeepsRecord;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps the record while something that follows from an encounter has yet to be done. */
@Component
class ActionsKeepRecord implements KeepsRecord {

    private final FollowOnActionTable actions;

    ActionsKeepRecord(FollowOnActionTable actions) {
        this.actions = actions;
    }

    @Override
    public Optional<String> whyKept(String patientId) {
        return actions.lockOpenOfPatient(patientId).isEmpty()
                ? Optional.empty()
                : Optional.of("Something that follows from an encounter has yet to be done.");
    }
}

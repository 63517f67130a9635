package care.handrail.records.store;

import care.handrail.records.UnfiledLetters;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Moves entries from one key to another, together with the name that they are kept under. */
@Component
class StoredUnfiledLetters implements UnfiledLetters {

    private final JdbcTemplate database;
    private final DataKeys keys;
    private final EntryTable entries;

    StoredUnfiledLetters(JdbcTemplate database, DataKeys keys, EntryTable entries) {
        this.database = database;
        this.keys = keys;
        this.entries = entries;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void file(String id, String patientId) {
        move(id, id, patientId);
        keys.handOver(id, patientId);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(String id, String patientId) {
        // The key that it had before it was filed is no more, whatever this node remembers.
        keys.forget(id);
        move(id, patientId, id);
    }

    private void move(String id, String from, String to) {
        keys.lock(from);
        entries.move(id, from, to, keys.ofPatient(to));
        database.update(
                "update RECORD_SEARCH_TERM set PATIENT_ID = ? where PATIENT_ID = ? and ENTRY_ID in"
                        + " (select ENTRY_ID from RECORD_ENTRY where EPISODE_ID = ?)",
                to,
                from,
                id);
        database.update("delete from RECORD_DRAFT where EPISODE_ID = ? and PATIENT_ID = ?", id, from);
    }
}

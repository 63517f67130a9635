package care.handrail.records.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many patients hang on each master key. */
final class MasterKeyUse {

    private MasterKeyUse() {}

    /** Returns the number of patients by the id of the master key; a key that nobody hangs on is absent. */
    static Map<String, Long> patients(JdbcTemplate database) {
        var patients = new LinkedHashMap<String, Long>();
        database.query(
                "select MASTER_KEY_ID, count(*) as PATIENTS from (select MASTER_KEY_ID, PATIENT_ID from RECORD_KEY"
                        + " where MASTER_KEY_ID <> '" + WrappedKey.SHREDDED + "'"
                        + " union select MASTER_KEY_ID, PATIENT_ID from RECORD_SEARCH_TERM) hanging"
                        + " group by MASTER_KEY_ID order by MASTER_KEY_ID",
                row -> {
                    patients.put(row.getString("MASTER_KEY_ID"), row.getLong("PATIENTS"));
                });
        return patients;
    }
}

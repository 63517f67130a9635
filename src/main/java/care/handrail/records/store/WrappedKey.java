package care.handrail.records.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A patient's key as the table RECORD_KEY holds it.
 *
 * @param current whether new entries are encrypted under it; a former key is kept until nothing needs it any more
 */
record WrappedKey(String id, String patientId, boolean current, String masterKeyId, byte[] wrapped) {

    /** What a query selects to read the key together with a row that it opens. */
    static final String COLUMNS =
            "k.KEY_ID, k.PATIENT_ID as KEY_PATIENT_ID, k.CURRENT_FOR as KEY_CURRENT_FOR, k.MASTER_KEY_ID as KEY_MASTER_KEY_ID, k.WRAPPED_KEY";

    static WrappedKey from(ResultSet row) throws SQLException {
        return new WrappedKey(
                row.getString("KEY_ID"),
                row.getString("KEY_PATIENT_ID"),
                row.getString("KEY_CURRENT_FOR") != null,
                row.getString("KEY_MASTER_KEY_ID"),
                row.getBytes("WRAPPED_KEY"));
    }
}

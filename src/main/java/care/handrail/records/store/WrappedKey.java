package care.handrail.records.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A patient's key as the table RECORD_KEY holds it.
 *
 * @param current whether new entries are encrypted under it; a former key is kept until nothing needs it any more
 * @param secretsId the patients' secrets that it is wrapped under besides the master key; null where it is not yet
 */
record WrappedKey(
        String id,
        String patientId,
        boolean current,
        String masterKeyId,
        @Nullable String secretsId,
        byte[] wrapped) {

    /** Stands in the place of the master key's id where a patient's record was shredded: there is no key any more. */
    static final String SHREDDED = "shredded";

    /** What a query selects to read the key together with a row that it opens. */
    static final String COLUMNS =
            "k.KEY_ID, k.PATIENT_ID as KEY_PATIENT_ID, k.CURRENT_FOR as KEY_CURRENT_FOR, k.MASTER_KEY_ID as KEY_MASTER_KEY_ID, k.SECRETS_ID as KEY_SECRETS_ID, k.WRAPPED_KEY";

    static WrappedKey from(ResultSet row) throws SQLException {
        return new WrappedKey(
                row.getString("KEY_ID"),
                row.getString("KEY_PATIENT_ID"),
                row.getString("KEY_CURRENT_FOR") != null,
                row.getString("KEY_MASTER_KEY_ID"),
                row.getString("KEY_SECRETS_ID"),
                row.getBytes("WRAPPED_KEY"));
    }
}

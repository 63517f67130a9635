package care.handrail.records.store;

import care.handrail.access.DataClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * What stands in clear in a row of RECORD_ENTRY. All of it is bound to the row's ciphertexts, so that nobody gives a
 * text to another patient, author, form or class by changing a column.
 *
 * @param fields keys of the fields that the content holds, joined by commas
 */
record EntryRow(
        String entryId,
        int version,
        String patientId,
        String episodeId,
        String form,
        String workItemId,
        DataClass dataClass,
        String fields,
        String author,
        Instant recordedAt) {

    static final String COLUMNS =
            "e.ENTRY_ID, e.VERSION, e.ENTRY_NO, e.PATIENT_ID, e.EPISODE_ID, e.FORM, e.WORK_ITEM_ID, e.DATA_CLASS,"
                    + " e.FIELDS, e.AUTHOR, e.RECORDED_AT";

    static EntryRow from(ResultSet row) throws SQLException {
        return new EntryRow(
                row.getString("ENTRY_ID"),
                row.getInt("VERSION"),
                row.getString("PATIENT_ID"),
                row.getString("EPISODE_ID"),
                row.getString("FORM"),
                row.getString("WORK_ITEM_ID"),
                DataClass.named(row.getString("DATA_CLASS")),
                row.getString("FIELDS"),
                row.getString("AUTHOR"),
                row.getObject("RECORDED_AT", OffsetDateTime.class).toInstant());
    }

    /** Returns the same row as it is when it is kept of somebody else. */
    EntryRow of(String otherPatientId) {
        return new EntryRow(
                entryId, version, otherPatientId, episodeId, form, workItemId, dataClass, fields, author, recordedAt);
    }

    Set<String> fieldKeys() {
        return Set.of(fields.split(","));
    }

    /** Returns what binds the ciphertext in the column to this row. */
    byte[] binding(String column) {
        return Binding.of(
                "RECORD_ENTRY",
                column,
                entryId,
                Integer.toString(version),
                patientId,
                episodeId,
                form,
                workItemId,
                dataClass.code(),
                fields,
                author,
                Binding.time(recordedAt));
    }
}

package care.handrail.records;

import care.handrail.access.DataClass;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one submission of a form said of one class of data, in one of its versions.
 *
 * @param id the same for all versions of the entry
 * @param version 1 as submitted; each amendment adds one
 * @param form id of the form, which is its file name
 * @param workItemId id of the work item; for a start form the episode's id
 * @param values by field key; text, numbers, flags, and dates as ISO text
 * @param author user id of who submitted the form or amended the entry
 * @param reason why the entry was amended; null in version 1
 */
public record Entry(
        String id,
        int version,
        String patientId,
        String episodeId,
        String form,
        String workItemId,
        DataClass dataClass,
        Map<String, Object> values,
        String author,
        Instant recordedAt,
        @Nullable String reason) {

    /** Returns nothing of the values, because they would end up in logs. */
    @Override
    public String toString() {
        return "Entry[id=" + id + ", version=" + version + ", form=" + form + ", dataClass=" + dataClass + "]";
    }
}

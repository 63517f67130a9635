package care.handrail.correspondence;

import care.handrail.access.DataClass;
import care.handrail.consent.Use;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be sent to somebody, once.
 *
 * @param idempotencyKey the caller's, 8 to 128 plain characters: whoever asks again with the same key gets the first id
 * @param use what for, to whom and by what way, in the codes of {@code consent/purposes.yaml}
 * @param template id of the template, for example {@code AppointmentReminder}
 * @param about whose it is
 * @param addressId where it goes, as an {@link AddressBook} knows it; null for the patient's own contact data. Looked up
 *     when it is sent.
 * @param values what the template says and only the caller knows, by data class; never operational. Kept with the
 *     patient's letter, never in the engine.
 * @param documents ids of documents that go with it
 * @param sendBefore after this it is not sent any more; null when it stays true
 * @param tell business key of the process that is told how it ended, by the message {@code CorrespondenceSettled}; null
 *     when none waits
 */
public record Intent(
        String idempotencyKey,
        Use use,
        String template,
        int templateVersion,
        About about,
        @Nullable String addressId,
        Map<DataClass, Map<String, String>> values,
        List<String> documents,
        @Nullable Instant sendBefore,
        @Nullable String tell) {

    public Intent {
        values = values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
        documents = List.copyOf(documents);
    }

    /** Returns nothing of the values, because they would end up in logs. */
    @Override
    public String toString() {
        return "Intent[template=" + template + ", use=" + use + "]";
    }

    /**
     * Whose it is, and what its work items show.
     *
     * @param episodeId null when it belongs to none
     * @param reference what staff read to each other: that of the episode, the referral, the result
     */
    public record About(
            String patientId, @Nullable String episodeId, String site, String serviceLine, String reference) {

        /** Returns what a process about it begins with. */
        Map<String, Object> envelope() {
            return Map.of(
                    "patientId", patientId,
                    "site", site,
                    "serviceLine", serviceLine,
                    "reference", reference,
                    "priority", "routine");
        }
    }
}

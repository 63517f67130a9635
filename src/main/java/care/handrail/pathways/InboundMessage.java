package care.handrail.pathways;

import care.handrail.access.DataClass;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that somebody outside, or another process, tells a running episode of care.
 *
 * @param name message name as the diagrams write it, for example {@code InformationReceived}
 * @param episodeId business key of the process that waits: the episode's opaque id, or the process's own
 * @param patientId opaque id of the patient, whose letter the content belongs to
 * @param reference the episode's reference, shown on the work item if a person has to look at the message
 * @param site site of the episode, whose opening hours count for such a work item
 * @param serviceLine service line of the episode
 * @param idempotencyKey chosen by the sender, 8 to 128 characters, the same each time the same message is sent
 * @param variables operational values for the process that waits: codes, numbers, dates, flags and ids only
 * @param letter everything else by data class; goes to the letter store and never to the engine
 */
public record InboundMessage(
        String name,
        String episodeId,
        String patientId,
        String reference,
        String site,
        String serviceLine,
        String idempotencyKey,
        Map<String, Object> variables,
        Map<DataClass, Map<String, Object>> letter) {

    public InboundMessage {
        variables = Map.copyOf(variables);
        letter = letter.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
    }
}

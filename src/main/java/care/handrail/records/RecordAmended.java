package care.handrail.records;

/**
 * An entry was corrected. Announced in the same transaction.
 *
 * @param episodeId what the entry was written for, as {@link care.handrail.pathways.LetterKey} has it
 */
public record RecordAmended(String patientId, String episodeId, String entryId) {}

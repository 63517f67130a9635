package care.handrail.pathways;

/**
 * Which letter an entry belongs to.
 *
 * @param patientId opaque id of the patient
 * @param episodeId opaque id of the episode of care
 * @param form id of the form, which is its file name
 * @param workItemId id of the work item; for a start form the episode's id
 */
public record LetterKey(String patientId, String episodeId, String form, String workItemId) {}

package care.handrail.records;

/** What was recorded of the patient is destroyed for good. Announced in the same transaction. */
public record RecordShredded(String patientId) {}

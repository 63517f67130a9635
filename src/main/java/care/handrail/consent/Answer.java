package care.handrail.consent;

/**
 * Whether a use is allowed now.
 *
 * @param basis for the audit trail: {@code consent:} and the id of the consent, or the lawful basis; when it is not
 *     allowed, {@code consent:} and the id of what the patient said against it, or {@code none}
 * @param sentence for people; holds nothing personal
 */
public record Answer(boolean allowed, String basis, String sentence) {}

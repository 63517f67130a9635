package care.handrail.consent;

/**
 * What somebody is about to do with a patient's data, in the codes of {@code consent/purposes.yaml}.
 *
 * @param purpose what for, for example {@code direct-care}
 * @param recipient towards whom, for example {@code gp}
 * @param channel by what way, for example {@code letter}
 */
public record Use(String purpose, String recipient, String channel) {}

package care.handrail.patients.matching;

import java.util.Map;

/**
 * A record of which it is known whose it is.
 *
 * @param person the answer; never compared
 * @param letter what the record says, by canonical field key
 */
public record LabelledPerson(String person, Map<String, String> letter) {}

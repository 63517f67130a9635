package care.handrail.pathways;

import java.util.Optional;

/**
 * A rule about the value of a form field wherever the field stands, besides the form's own rules; a room implements it
 * as a bean for the fields whose meaning it owns.
 *
 * <p>Asked by the form boundary for every submitted value that passed the form's own rules. A value that is null or
 * blank is not asked about: whether a field may be empty is the form's own rule.
 */
public interface FieldRule {

    /** Tells whether this rule speaks about the field key, for example {@code nhsNumber}. */
    boolean appliesTo(String key);

    /** Returns one sentence that says what is wrong and what to do; empty when the value is in order. */
    Optional<String> problem(Object value);
}

package care.handrail.episodes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an enquiry needs before anybody can work on it: who the person is and one way to reach them. What lacks it is
 * kept as work for reception, never turned away.
 */
final class CompleteEnquiry {

    static final String COMPLETE = "complete";
    static final String INCOMPLETE = "incomplete";

    private static final Set<String> WAYS_TO_REACH = Set.of("phone", "email", "addressLine1", "postcode");

    private CompleteEnquiry() {}

    /** Returns what is missing, a reason code and a sentence for each field, in the order in which staff ask for it. */
    static Map<String, Missing> missing(Map<String, ?> values) {
        var missing = new LinkedHashMap<String, Missing>();
        if (blank(values.get("surname"))) {
            missing.put(
                    "surname",
                    new Missing("missing-surname", "Give the surname, or a hyphen if the person has only one name"));
        }
        if (blank(values.get("givenName"))) {
            missing.put(
                    "givenName",
                    new Missing(
                            "missing-given-name", "Give the given name, or a hyphen if the person has only one name"));
        }
        if (blank(values.get("dateOfBirth"))) {
            missing.put("dateOfBirth", new Missing("missing-date-of-birth", "Give the date of birth"));
        }
        if (WAYS_TO_REACH.stream().allMatch(way -> blank(values.get(way)))) {
            missing.put(
                    "phone",
                    new Missing("missing-contact", "Give a telephone number, e-mail address or postal address"));
        }
        return missing;
    }

    /**
     * Something that is missing.
     *
     * @param reason code of {@code incompleteReason}
     * @param asking what to do about it, without the full stop
     */
    record Missing(String reason, String asking) {

        /** Returns a sentence for the field on a form. */
        String sentence() {
            return asking + ", or say that the enquiry is incomplete.";
        }
    }

    static boolean blank(@Nullable Object value) {
        return value == null || value.toString().isBlank();
    }
}

package care.handrail.patients.matching;

import care.handrail.records.LetterFields;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a person, written one way, so that two spellings of one thing compare as equal. A value that was not
 * given is absent.
 */
public final class Demographics {

    private final Map<MatchField, String> values;

    private Demographics(Map<MatchField, String> values) {
        this.values = values;
    }

    /** Reads letter values by canonical field key, for example {@code givenName}; other keys are left out. */
    public static Demographics of(Map<String, ?> letter) {
        var values = new EnumMap<MatchField, String>(MatchField.class);
        put(values, MatchField.SURNAME, Spelling.name(text(letter, LetterFields.SURNAME)));
        put(values, MatchField.GIVEN_NAME, Spelling.name(text(letter, LetterFields.GIVEN_NAME)));
        put(values, MatchField.DATE_OF_BIRTH, Spelling.digits(text(letter, LetterFields.DATE_OF_BIRTH)));
        put(values, MatchField.NHS_NUMBER, Spelling.digits(text(letter, LetterFields.NHS_NUMBER)));
        put(values, MatchField.LOCAL_IDENTIFIER, Spelling.identifier(text(letter, LetterFields.LOCAL_IDENTIFIER)));
        put(values, MatchField.PHONE, Spelling.phone(text(letter, LetterFields.PHONE)));
        put(values, MatchField.EMAIL, text(letter, LetterFields.EMAIL).strip().toLowerCase(Locale.ROOT));
        put(values, MatchField.POSTCODE, Spelling.identifier(text(letter, LetterFields.POSTCODE)));
        put(
                values,
                MatchField.ADDRESS,
                Spelling.address(text(letter, "addressLine1") + " " + text(letter, "addressLine2")));
        return new Demographics(values);
    }

    /** Returns the value as it is compared; empty when it was not given. */
    public Optional<String> value(MatchField field) {
        return Optional.ofNullable(values.get(field));
    }

    /** Returns nothing of the person, because it would end up in logs. */
    @Override
    public String toString() {
        return "Demographics" + values.keySet();
    }

    private static void put(Map<MatchField, String> values, MatchField field, String value) {
        if (!value.isEmpty()) {
            values.put(field, value);
        }
    }

    private static String text(Map<String, ?> letter, String key) {
        Object value = letter.get(key);
        return value == null ? "" : value.toString();
    }
}

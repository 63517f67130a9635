package care.handrail.records.store;

import care.handrail.pathways.InvalidFormException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of a form's fields as one JSON object.
 *
 * <p>Text, flags and numbers come back as they went in (whole numbers as Long, others as BigDecimal), dates and times as
 * ISO text, lists of these as lists. A field that was left empty is kept as empty text.
 */
final class Content {

    /** How many characters a field may hold. */
    static final int MAX_CHARACTERS = 100_000;

    /** How many bytes of JSON a form may hold; encrypted it must fit the column. */
    static final int MAX_BYTES = 1_000_000;

    /** A number that is longer could be written and not be read again. */
    private static final int MAX_DIGITS = 100;

    /** Field keys stand in clear in the database, so nothing but a key may pass as one. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private Content() {}

    /**
     * Returns the values as they can be kept.
     *
     * @throws InvalidFormException when a text is too long or holds half a character
     * @throws IllegalArgumentException when a key or a value is of a kind that no form has
     */
    static Map<String, Object> keepable(Map<String, ?> values) {
        var problems = new LinkedHashMap<String, String>();
        var kept = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "A field key must be a letter followed by letters, digits, dots, hyphens or underscores.");
            }
            kept.put(key, keepable(key, value, problems));
        });
        if (!problems.isEmpty()) {
            throw new InvalidFormException(problems);
        }
        return kept;
    }

    /** Returns the JSON of values that can be kept. */
    static byte[] write(Map<String, Object> keepable) {
        try {
            return JSON.writeValueAsBytes(keepable);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The values of a form could not be written.", e);
        }
    }

    static Map<String, Object> read(byte[] json) {
        try {
            return JSON.readValue(json, MAP);
        } catch (IOException e) {
            throw new UncheckedIOException("What was decrypted is not a form's values.", e);
        }
    }

    /** Refuses a form that is too large as a whole. */
    static void requireFits(Collection<byte[]> contents, Map<String, Object> values) {
        long bytes = contents.stream().mapToLong(content -> content.length).sum();
        if (bytes > MAX_BYTES) {
            var longest = values.entrySet().stream()
                    .max((a, b) -> Integer.compare(
                            a.getValue().toString().length(),
                            b.getValue().toString().length()))
                    .orElseThrow()
                    .getKey();
            throw new InvalidFormException(Map.of(
                    longest,
                    String.format(
                            Locale.UK,
                            "This form is too long: it holds %,d bytes, and at most %,d can be kept. Shorten its texts,"
                                    + " this one first.",
                            bytes,
                            MAX_BYTES)));
        }
    }

    /** Tells whether the value says that the field was left empty. */
    static boolean isEmpty(@Nullable Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    private static Object keepable(String key, @Nullable Object value, Map<String, String> problems) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            int characters = text.codePointCount(0, text.length());
            if (characters > MAX_CHARACTERS) {
                problems.put(
                        key,
                        String.format(
                                Locale.UK,
                                "This text has %,d characters, and at most %,d can be kept. Shorten it.",
                                characters,
                                MAX_CHARACTERS));
            } else if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                problems.put(key, "This text holds a broken character. Type it again rather than pasting it.");
            }
            return text;
        }
        if (value instanceof Number number) {
            if (!isFinite(number) || number.toString().length() > MAX_DIGITS) {
                problems.put(key, "This number is too long to be kept. Check it.");
            }
            return number;
        }
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof LocalDate || value instanceof LocalDateTime || value instanceof LocalTime) {
            return value.toString();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(item -> keepable(key, item, problems)).toList();
        }
        throw new IllegalArgumentException(
                "The field " + key + " holds a " + value.getClass().getSimpleName() + ", which no form field is.");
    }

    private static boolean isFinite(Number number) {
        return Double.isFinite(number.doubleValue()) || !(number instanceof Double || number instanceof Float);
    }
}

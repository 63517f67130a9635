package care.handrail.audit.seal;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes flat objects of texts and whole numbers in the one form that RFC 8785 allows, so that the same row always has
 * the same bytes.
 *
 * <p>Members are in order of their names, there is no white space, and a member without a value is left out: a column
 * that is added to a table later does not change the form of older rows.
 */
final class CanonicalJson {

    private CanonicalJson() {}

    static String of(SortedMap<String, ?> members) {
        return of(List.copyOf(members.keySet()), members.values().toArray());
    }

    /**
     * Writes an object.
     *
     * @param names in order
     * @param values of the same places; a member that is null is left out
     */
    static String of(List<String> names, @Nullable Object[] values) {
        var json = new StringBuilder(512).append('{');
        for (int i = 0; i < values.length; i++) {
            var value = values[i];
            if (value != null) {
                if (json.length() > 1) {
                    json.append(',');
                }
                var name = names.get(i);
                quote(name, json);
                json.append(':');
                if (value instanceof Long || value instanceof Integer) {
                    json.append(value);
                } else if (value instanceof String text) {
                    quote(text, json);
                } else {
                    throw new IllegalArgumentException("The member " + name + " is neither a text nor a whole number.");
                }
            }
        }
        return json.append('}').toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        if (isPlain(text)) {
            json.append(text).append('"');
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < 0x20) {
                        json.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 0xF, 16));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}

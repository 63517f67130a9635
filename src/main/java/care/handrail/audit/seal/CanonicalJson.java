package care.handrail.audit.seal;

import java.util.SortedMap;

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
        var json = new StringBuilder(512).append('{');
        members.forEach((name, value) -> {
            if (json.length() > 1) {
                json.append(',');
            }
            quote(name, json);
            json.append(':');
            if (value instanceof Long || value instanceof Integer) {
                json.append(value);
            } else if (value instanceof String text) {
                quote(text, json);
            } else {
                throw new IllegalArgumentException("The member " + name + " is neither a text nor a whole number.");
            }
        });
        return json.append('}').toString();
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
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

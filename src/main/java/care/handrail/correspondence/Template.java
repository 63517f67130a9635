package care.handrail.correspondence;

import care.handrail.access.DataClass;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One version of what is sent for a purpose by one channel, as it lies in {@code correspondence/templates/}.
 *
 * @param subject null where the channel has none
 * @param fields class of data by field
 * @param body plain text; {@code {field}} stands for the field's value
 */
record Template(
        String id,
        int version,
        String channel,
        String purpose,
        List<String> recipients,
        @Nullable String subject,
        Map<String, DataClass> fields,
        String body) {

    private static final String RULE = "---\n";

    private static final Pattern FIELD = Pattern.compile("\\{(\\w+)}");

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");

    /** A file that says something wrong; the sentence begins with its name. */
    static final class Unusable extends IllegalStateException {
        Unusable(String file, String problem) {
            super(file + " " + problem);
        }
    }

    /**
     * Reads a file: lines {@code key: value} between two lines of three dashes, then the text.
     *
     * @param file its name, for the sentence that says what is wrong
     */
    static Template read(String file, String content) {
        var text = content.replace("\r\n", "\n");
        int end = text.indexOf("\n" + RULE, RULE.length());
        if (!text.startsWith(RULE) || end < 0) {
            throw new Unusable(file, "must begin with a head between two lines of three dashes.");
        }
        var head = new HashMap<String, String>();
        text.substring(RULE.length(), end).lines().forEach(line -> {
            int colon = line.indexOf(':');
            head.put(
                    line.substring(0, Math.max(colon, 0)).strip(),
                    line.substring(colon + 1).strip());
        });
        var fields = new TreeMap<String, DataClass>();
        for (var dataClass : List.of(DataClass.IDENTITY, DataClass.CONTACT, DataClass.CLINICAL)) {
            words(head.getOrDefault(dataClass.code(), "")).forEach(field -> fields.put(field, dataClass));
        }
        var template = new Template(
                value(file, head, "template"),
                Integer.parseInt(value(file, head, "version")),
                value(file, head, "channel"),
                value(file, head, "purpose"),
                words(value(file, head, "recipients")),
                head.get("subject"),
                Map.copyOf(fields),
                text.substring(end + 1 + RULE.length()).strip());
        template.check(file);
        return template;
    }

    /** Returns the classes of data that it says something of. */
    Set<DataClass> classes() {
        return fields.values().stream().collect(Collectors.toCollection(() -> EnumSet.noneOf(DataClass.class)));
    }

    /** Returns the fields of each class. */
    Map<DataClass, Set<String>> fieldsByClass() {
        var byClass = new EnumMap<DataClass, Set<String>>(DataClass.class);
        fields.forEach((field, dataClass) ->
                byClass.computeIfAbsent(dataClass, none -> new TreeSet<>()).add(field));
        return byClass;
    }

    /** Returns the text with the values in it. Every field must have one. */
    String fill(Map<String, String> values) {
        return FIELD.matcher(body).replaceAll(field -> {
            @Nullable String value = values.get(field.group(1));
            if (value == null) {
                throw new IllegalStateException("A value for " + field.group(1) + " is missing.");
            }
            return java.util.regex.Matcher.quoteReplacement(value);
        });
    }

    private void check(String file) {
        var named = FIELD.matcher(body).results().map(field -> field.group(1)).collect(Collectors.toSet());
        if (!named.equals(fields.keySet())) {
            throw new Unusable(
                    file,
                    "names in its text " + new TreeSet<>(named) + ", and in its head " + new TreeSet<>(fields.keySet())
                            + ": say of each field in the head which class of data it is.");
        }
        if (!NAME.matcher(id).matches()) {
            throw new Unusable(file, "needs a name such as AppointmentReminder.");
        }
        if (subject != null && subject.contains("{")) {
            throw new Unusable(file, "must not put a value into its subject, which everybody reads.");
        }
        var expected = "%s-%d-%s.txt".formatted(id, version, channel);
        if (!file.equals(expected)) {
            throw new Unusable(file, "must be called " + expected + ".");
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("[\\s,]+"));
    }

    private static String value(String file, Map<String, String> head, String key) {
        @Nullable String value = head.get(key);
        if (value == null || value.isEmpty()) {
            throw new Unusable(file, "does not say '" + key + "' in its head.");
        }
        return value;
    }
}

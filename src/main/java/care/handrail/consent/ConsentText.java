package care.handrail.consent;

import care.handrail.consent.ConsentEntry.TextVersion;
import care.handrail.shared.Sha256;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a notice or of a declaration of consent in one language, as it lies in {@code consent/texts/}.
 *
 * @param category {@code notice} or {@code consent}
 * @param effectiveFrom first day on which it is given; a later version in the same language ends it
 * @param body what the patient reads
 * @param hash SHA-256 of the body, in hexadecimal digits
 */
public record ConsentText(
        String id,
        String category,
        String purpose,
        String language,
        int version,
        LocalDate effectiveFrom,
        String body,
        String hash) {

    static final String CONSENT = "consent";

    private static final String RULE = "---\n";

    /**
     * Reads a file: lines {@code key: value} between two lines of three dashes, then the text.
     *
     * @param file its name, for the sentence that says what is wrong
     */
    static ConsentText read(String file, String content) {
        var text = content.replace("\r\n", "\n");
        int end = text.indexOf("\n" + RULE, RULE.length());
        if (!text.startsWith(RULE) || end < 0) {
            throw new IllegalStateException(file + " must begin with a head between two lines of three dashes.");
        }
        var head = new HashMap<String, String>();
        text.substring(RULE.length(), end).lines().forEach(line -> {
            int colon = line.indexOf(':');
            head.put(
                    line.substring(0, Math.max(colon, 0)).strip(),
                    line.substring(colon + 1).strip());
        });
        // Where a line ends in the file says nothing: a paragraph is one line on the screen.
        var body = text.substring(end + 1 + RULE.length()).strip().replaceAll("(?<!\n)\n(?!\n)", " ");
        return new ConsentText(
                value(file, head, "text"),
                value(file, head, "category"),
                value(file, head, "purpose"),
                value(file, head, "language"),
                Integer.parseInt(value(file, head, "version")),
                LocalDate.parse(value(file, head, "effectiveFrom")),
                body,
                Sha256.hex(body));
    }

    TextVersion textVersion() {
        return new TextVersion(id, version, language, hash);
    }

    private static String value(String file, Map<String, String> head, String key) {
        @Nullable String value = head.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(file + " does not say '" + key + "' in its head.");
        }
        return value;
    }
}

package care.handrail.canary;

import care.handrail.pathways.model.FormField;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values that nobody else writes, so that each can be found again wherever it has come to: as it is, in capitals, in
 * UTF-16, in hexadecimal digits or in Base64.
 */
final class Marks {

    private static final LocalDate PAST_DAYS = LocalDate.of(1907, 3, 1);
    private static final LocalDate FUTURE_DAYS = LocalDate.of(2187, 3, 1);
    private static final int LETTERS = 3;
    private static final int DIGITS = 3;

    /** A text to look for; what follows it says which mark it is, unless it is a whole mark with a name. */
    private record Needle(byte[] bytes, int more, @Nullable String name) {}

    private final String stem;
    private final String digits;
    private final List<String> names = new ArrayList<>();
    private final Map<Integer, List<Needle>> needles = new HashMap<>();

    /**
     * Begins.
     *
     * @param stem what every marked text begins with: eight small letters
     * @param digits what every marked telephone number begins with: nine digits
     */
    Marks(String stem, String digits) {
        this.stem = stem;
        this.digits = digits;
        for (var written : List.of(stem, stem.toUpperCase(Locale.ROOT), capitalised(stem))) {
            add(written.getBytes(StandardCharsets.US_ASCII), LETTERS, null);
        }
        add(digits.getBytes(StandardCharsets.US_ASCII), DIGITS, null);
        add(stem.getBytes(StandardCharsets.UTF_16LE), 0, "some mark in UTF-16LE");
        add(stem.getBytes(StandardCharsets.UTF_16BE), 0, "some mark in UTF-16BE");
        add(HexFormat.of().formatHex(bytes(stem)), "some mark in hexadecimal digits");
        add(HexFormat.of().withUpperCase().formatHex(bytes(stem)), "some mark in hexadecimal digits");
        for (int shift = 0; shift < 3; shift++) {
            var encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes("x".repeat(shift) + stem));
            // The first and the last character depend on what stands beside the text, too.
            add(encoded.substring(shift == 0 ? 0 : shift + 1, encoded.length() - 1), "some mark in Base64");
        }
    }

    /** Returns a new text, eleven letters long. */
    String text(String name) {
        int number = number(name);
        return stem + (char) ('a' + number / 676) + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26);
    }

    /** Returns a new value that the field takes. */
    Object valueFor(FormField field, String name) {
        return switch (field.type()) {
            case TEXTFIELD, TEXTAREA -> textFor(field, name);
            case DATE -> day(field.limits().noPastDates() ? FUTURE_DAYS : PAST_DAYS, name);
            // A code cannot be marked; it is told by what it is the value of.
            case SELECT, RADIO -> field.options().get(field.options().size() / 2);
            default -> throw new AssertionError("no mark is known for a " + field.type() + ": " + name);
        };
    }

    private String textFor(FormField field, String name) {
        if (field.key().equals("nhsNumber")) {
            return nhsNumber(name);
        }
        if (field.limits().email()) {
            return text(name) + "@example.org";
        }
        if (field.limits().pattern() != null) {
            return "%s%03d".formatted(digits, number(name));
        }
        return text(name);
    }

    private String nhsNumber(String name) {
        var nine = "999470" + "%03d".formatted(number(name));
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (10 - i) * (nine.charAt(i) - '0');
        }
        int check = (11 - sum % 11) % 11;
        if (check == 10) {
            return nhsNumber(name);
        }
        var number = nine + check;
        add(number, name);
        add(number.substring(0, 3) + " " + number.substring(3, 6) + " " + number.substring(6), name);
        return number;
    }

    private String day(LocalDate first, String name) {
        var day = first.plusDays(number(name));
        add(day.toString(), name);
        add(day.toString().replace("-", ""), name);
        add(String.valueOf(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()), name);
        return day.toString();
    }

    private int number(String name) {
        names.add(name);
        return names.size() - 1;
    }

    /** Returns the names of the marks in the text. */
    Set<String> in(String text) {
        return in(bytes(text));
    }

    /** Returns the names of the marks in the bytes. */
    Set<String> in(byte[] bytes) {
        var found = new TreeSet<String>();
        for (int i = 0; i + 1 < bytes.length; i++) {
            var candidates = needles.get(start(bytes, i));
            if (candidates != null) {
                for (var needle : candidates) {
                    if (standsAt(needle.bytes, bytes, i)) {
                        found.add(nameOf(needle, bytes, i + needle.bytes.length));
                    }
                }
            }
        }
        return found;
    }

    private String nameOf(Needle needle, byte[] bytes, int end) {
        if (needle.name != null) {
            return needle.name;
        }
        if (end + needle.more > bytes.length) {
            return "a mark cut off";
        }
        int number = 0;
        for (int i = end; i < end + needle.more; i++) {
            int place = needle.more == DIGITS && Character.isDigit(bytes[i]) ? 10 : 26;
            int value = place == 10 ? bytes[i] - '0' : Character.toLowerCase(bytes[i]) - 'a';
            if (value < 0 || value >= place) {
                return "a mark cut off";
            }
            number = number * place + value;
        }
        return number < names.size() ? names.get(number) : "a mark that was never planted";
    }

    private void add(String text, String name) {
        add(bytes(text), 0, name);
    }

    private void add(byte[] bytes, int more, @Nullable String name) {
        needles.computeIfAbsent(start(bytes, 0), key -> new ArrayList<>()).add(new Needle(bytes, more, name));
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static boolean standsAt(byte[] needle, byte[] bytes, int at) {
        return at + needle.length <= bytes.length
                && java.util.Arrays.equals(needle, 0, needle.length, bytes, at, at + needle.length);
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package care.handrail.patients;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An NHS number that keeps its checksum. A right checksum is not an identity: whether the number is the person's is told
 * by the {@link TraceStatus}.
 *
 * <p>Source: NHS Data Dictionary, NHS NUMBER: ten digits, weights 10 to 2, the last digit is 11 − (sum mod 11), where 11
 * stands for 0 and 10 is never issued. Ten times the same digit, such as 0000000000, passes that sum, but is what systems
 * write for an unknown number; taken for a number it would make one person of all who have it.
 *
 * @param value ten digits
 */
public record NhsNumber(String value) {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\u00A0\\-]");

    private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{10}");

    public NhsNumber {
        if (!TEN_DIGITS.matcher(value).matches() || problem(value).isPresent()) {
            throw new IllegalArgumentException("Not an NHS number.");
        }
    }

    /** Reads a number as people write it, with or without spaces or hyphens; empty when it is not an NHS number. */
    public static Optional<NhsNumber> of(String text) {
        return problem(text).isPresent() ? Optional.empty() : Optional.of(new NhsNumber(digits(text)));
    }

    /** Returns one sentence that says why the text is not an NHS number; empty when it is one. */
    public static Optional<String> problem(String text) {
        var digits = digits(text);
        if (!TEN_DIGITS.matcher(digits).matches()) {
            return Optional.of("An NHS number has 10 digits: check it, or leave the field empty.");
        }
        if (digits.chars().distinct().count() == 1) {
            return Optional.of(
                    "Ten times the same digit stands for a number that nobody knows: leave the field empty.");
        }
        if (!hasRightChecksum(digits)) {
            return Optional.of("This NHS number does not pass its check digit, so one of its digits is wrong:"
                    + " check it with the patient, or leave the field empty.");
        }
        return Optional.empty();
    }

    /** Returns the number as it is printed: 3, 3 and 4 digits. */
    public String spaced() {
        return value.substring(0, 3) + " " + value.substring(3, 6) + " " + value.substring(6);
    }

    /** Returns nothing of the number, because it would end up in logs. */
    @Override
    public String toString() {
        return "NhsNumber";
    }

    private static String digits(String text) {
        return SEPARATORS.matcher(text).replaceAll("");
    }

    private static boolean hasRightChecksum(String digits) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (10 - i) * (digits.charAt(i) - '0');
        }
        int check = 11 - sum % 11;
        return (check == 11 ? 0 : check) == digits.charAt(9) - '0';
    }
}

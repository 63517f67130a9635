package care.handrail.patients.matching;

import static care.handrail.patients.matching.Agreement.CLOSE;
import static care.handrail.patients.matching.Agreement.DIFFERENT;
import static care.handrail.patients.matching.Agreement.EXACT;
import static care.handrail.patients.matching.Agreement.SIMILAR;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.language.DoubleMetaphone;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Compares two values of a field, both written by {@link Demographics}, with the same answer in either order. */
final class Comparisons {

    private static final double CLOSE_SPELLING = 0.92;
    private static final double SIMILAR_SPELLING = 0.82;
    private static final double SAME_WORD = 0.88;
    private static final double CLOSE_ADDRESS = 0.7;
    private static final double SIMILAR_ADDRESS = 0.4;

    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private static final Pattern BRITISH_POSTCODE = Pattern.compile("[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}");

    private Comparisons() {}

    static Agreement compare(MatchField field, String one, String other) {
        return switch (field) {
            case SURNAME -> surnames(one, other);
            case GIVEN_NAME -> givenNames(one, other);
            case DATE_OF_BIRTH -> dates(one, other);
            case NHS_NUMBER, LOCAL_IDENTIFIER, PHONE, EMAIL -> identifiers(one, other);
            case POSTCODE -> postcodes(one, other);
            case ADDRESS -> addresses(one, other);
        };
    }

    /** Close: nearly the same spelling, or one part of a double name. Similar: alike in spelling or in sound. */
    static Agreement surnames(String one, String other) {
        var agreement = spellings(one, other);
        return agreement.compareTo(CLOSE) > 0 && shareAPart(one, other) ? CLOSE : agreement;
    }

    /**
     * Close: nearly the same spelling, a usual short form, or the same first of several names. Similar: alike in
     * spelling or in sound, or an initial that fits.
     */
    static Agreement givenNames(String one, String other) {
        var agreement = spellings(one, other);
        if (agreement.compareTo(CLOSE) <= 0) {
            return agreement;
        }
        if (shareAPart(one, other) || GivenNames.areVariants(one, other)) {
            return CLOSE;
        }
        boolean initial = one.length() == 1 || other.length() == 1;
        return initial && one.charAt(0) == other.charAt(0) ? SIMILAR : agreement;
    }

    /**
     * Compares dates of eight digits, impossible ones included. Close: one digit wrong, two neighbours exchanged, or
     * day and month exchanged. Similar: two of year, month and day agree. 1 January often stands for a day that nobody
     * knows, so that the same one is close, not exact.
     */
    static Agreement dates(String one, String other) {
        if (one.equals(other)) {
            return one.endsWith("0101") ? CLOSE : EXACT;
        }
        if (one.length() != 8 || other.length() != 8) {
            return oneSlipApart(one, other) ? CLOSE : DIFFERENT;
        }
        boolean year = one.regionMatches(0, other, 0, 4);
        boolean month = one.regionMatches(4, other, 4, 2);
        boolean day = one.regionMatches(6, other, 6, 2);
        boolean dayForMonth = year && one.regionMatches(4, other, 6, 2) && one.regionMatches(6, other, 4, 2);
        if (dayForMonth || oneSlipApart(one, other)) {
            return CLOSE;
        }
        return (year && month) || (year && day) || (month && day) ? SIMILAR : DIFFERENT;
    }

    /** Close: one slip apart. */
    static Agreement identifiers(String one, String other) {
        if (one.equals(other)) {
            return EXACT;
        }
        return Math.min(one.length(), other.length()) >= 5 && oneSlipApart(one, other) ? CLOSE : DIFFERENT;
    }

    /** Close: one slip apart. Similar: the same British postcode district. */
    static Agreement postcodes(String one, String other) {
        if (one.equals(other)) {
            return EXACT;
        }
        if (Math.min(one.length(), other.length()) >= 4 && oneSlipApart(one, other)) {
            return CLOSE;
        }
        boolean british = BRITISH_POSTCODE.matcher(one).matches()
                && BRITISH_POSTCODE.matcher(other).matches();
        return british && one.substring(0, one.length() - 3).equals(other.substring(0, other.length() - 3))
                ? SIMILAR
                : DIFFERENT;
    }

    /** Compares the words of both address lines in any order. */
    static Agreement addresses(String one, String other) {
        if (one.equals(other)) {
            return EXACT;
        }
        var words = one.split(" ");
        var others = other.split(" ");
        double share = 2.0 * WordPairs.most(words, others, Comparisons::isSameWord) / (words.length + others.length);
        if (share == 1) {
            return EXACT;
        }
        return share >= CLOSE_ADDRESS ? CLOSE : share >= SIMILAR_ADDRESS ? SIMILAR : DIFFERENT;
    }

    /** Tells whether one letter was left out, added or changed, or two neighbours exchanged. */
    static boolean oneSlipApart(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        int left = one.length() - start - end;
        int right = other.length() - start - end;
        if (left <= 1 && right <= 1) {
            return true;
        }
        return left == 2
                && right == 2
                && one.charAt(start) == other.charAt(start + 1)
                && one.charAt(start + 1) == other.charAt(start);
    }

    /** Returns how a name sounds; empty when it has no sound that is known. */
    static String sound(String name) {
        var sound = new DoubleMetaphone().doubleMetaphone(name.replace(" ", ""));
        return sound == null ? "" : sound;
    }

    private static Agreement spellings(String one, String other) {
        var left = one.replace(" ", "");
        var right = other.replace(" ", "");
        if (left.equals(right)) {
            return EXACT;
        }
        double similarity = likeness(left, right);
        if (similarity >= CLOSE_SPELLING
                || (Math.min(left.length(), right.length()) >= 4 && oneSlipApart(left, right))) {
            return CLOSE;
        }
        boolean soundsAlike = !sound(left).isEmpty() && sound(left).equals(sound(right));
        return similarity >= SIMILAR_SPELLING || soundsAlike ? SIMILAR : DIFFERENT;
    }

    private static boolean shareAPart(String one, String other) {
        if (one.indexOf(' ') < 0 && other.indexOf(' ') < 0) {
            return false;
        }
        var parts = List.of(other.split(" "));
        for (var part : one.split(" ")) {
            if (part.length() >= 3 && parts.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSameWord(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        boolean numbers = Character.isDigit(one.charAt(0)) || Character.isDigit(other.charAt(0));
        return !numbers && likeness(one, other) >= SAME_WORD;
    }

    /** Jaro–Winkler depends on which text comes first when letters repeat, so the order is always the same one. */
    private static double likeness(String one, String other) {
        return one.compareTo(other) <= 0 ? JARO_WINKLER.apply(one, other) : JARO_WINKLER.apply(other, one);
    }
}

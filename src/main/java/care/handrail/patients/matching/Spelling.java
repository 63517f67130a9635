package care.handrail.patients.matching;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes values one way, so that two spellings of one thing become equal. */
final class Spelling {

    /** Accents and vowel points. The marks of Devanagari and its like are letters: without its vowels a name is another one. */
    private static final Pattern MARKS = Pattern.compile("[\\p{M}&&[\\p{IsInherited}\\p{IsHebrew}\\p{IsArabic}]]+");

    private static final Pattern APOSTROPHES = Pattern.compile("['’‘ʼʻ`´.]+");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final Pattern NOT_LETTERS_OR_DIGITS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern NOT_DIGITS = Pattern.compile("[^0-9]+");
    private static final Pattern BRITISH_PREFIX = Pattern.compile("^(?:00)?44(?:0)?");

    private Spelling() {}

    /** Returns the parts of a name in lower case and without accents, apart by one space: {@code o'Brien-Łoś} → {@code obrien los}. */
    static String name(String text) {
        return words(APOSTROPHES.matcher(text).replaceAll(""), NOT_LETTERS);
    }

    /** Returns words and numbers in lower case, apart by one space. */
    static String address(String text) {
        return words(APOSTROPHES.matcher(text).replaceAll(""), NOT_LETTERS_OR_DIGITS);
    }

    /** Returns letters and digits in upper case, nothing between them: {@code sw1a 1aa} → {@code SW1A1AA}. */
    static String identifier(String text) {
        return words(text, NOT_LETTERS_OR_DIGITS).replace(" ", "").toUpperCase(Locale.ROOT);
    }

    static String digits(String text) {
        return NOT_DIGITS.matcher(text).replaceAll("");
    }

    /** Returns the digits of a telephone number as dialled within the country: {@code +44 (0)7700 900123} → {@code 07700900123}. */
    static String phone(String text) {
        var digits = digits(text);
        boolean international = text.strip().startsWith("+") || digits.startsWith("00");
        return international ? BRITISH_PREFIX.matcher(digits).replaceFirst("0") : digits;
    }

    private static String words(String text, Pattern between) {
        var plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace('ø', 'o')
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replace('ı', 'i');
        return between.matcher(plain).replaceAll(" ").strip();
    }
}

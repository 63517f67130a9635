package care.handrail.records.store;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.EMAIL;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.LOCAL_IDENTIFIER;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.PHONE;
import static care.handrail.records.LetterFields.POSTCODE;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.records.SearchKind;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.language.DoubleMetaphone;

/**
 * Turns the values of an entry into what is looked up of them: each value in the one form that all its spellings share.
 * A value that is not of its kind, such as a telephone number of two digits, gives nothing.
 */
final class SearchTerms {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s\\-\\u2010-\\u2015/,]+");

    /** A shorter part of a name is mostly a particle (van, al, bin) that says nothing about who bears it. */
    private static final int SHORTEST_PART = 4;

    /** Stands for the initial of a name, or the date of birth, that was not given. */
    private static final String UNKNOWN = "?";

    private static final String ANY_BIRTH = "";

    private static final int NHS_DIGITS = 10;

    private static final int FEWEST_PHONE_DIGITS = 6;

    /** As many as tell numbers apart in the countries served; what stands before them differs by how one dials. */
    private static final int TELLING_PHONE_DIGITS = 9;

    private SearchTerms() {}

    /** A normalised value of a kind; never kept, only its keyed hash is. */
    record Term(SearchKind kind, String normalised) {

        /** Returns nothing of the value, because it would end up in logs. */
        @Override
        public String toString() {
            return "Term[" + kind + "]";
        }
    }

    /** Returns the terms of all values, by the keys of {@link care.handrail.records.LetterFields}. */
    static Set<Term> of(Map<String, ?> values) {
        var terms = new LinkedHashSet<Term>();
        add(terms, SearchKind.NHS_NUMBER, exactly(NHS_DIGITS, digits(text(values, NHS_NUMBER))));
        add(
                terms,
                SearchKind.LOCAL_IDENTIFIER,
                kept(plain(text(values, LOCAL_IDENTIFIER)), Character::isLetterOrDigit));
        add(terms, SearchKind.PHONE, phone(text(values, PHONE)));
        add(terms, SearchKind.EMAIL, email(text(values, EMAIL)));
        add(terms, SearchKind.DATE_OF_BIRTH, date(text(values, DATE_OF_BIRTH)));
        add(terms, SearchKind.POSTCODE, kept(plain(text(values, POSTCODE)), Character::isLetterOrDigit));
        sounds(text(values, SURNAME)).forEach(sound -> add(terms, SearchKind.SURNAME, sound));
        var born = birth(values);
        var births = born.isEmpty() ? List.of(ANY_BIRTH, UNKNOWN) : List.of(ANY_BIRTH, year(born), day(born));
        addNames(terms, text(values, SURNAME), text(values, GIVEN_NAME), births);
        addNames(terms, text(values, GIVEN_NAME), text(values, SURNAME), births);
        return terms;
    }

    /**
     * Returns the terms by which to look for entries that agree with the values. A name is looked for with the year or the
     * day of birth, so that a common one does not find hundreds; entries that lack the date of birth or one of the names
     * are looked for besides. Without a date of birth the name alone must do.
     */
    static Set<Term> wanted(Map<String, ?> values) {
        var terms = of(values);
        terms.removeIf(term -> term.kind() == SearchKind.NAME);
        terms.addAll(names(values, true, birthsSought(birth(values))));
        return terms;
    }

    /**
     * Returns the terms of which a patient must have one of each set; no sets when there is nothing to look for.
     *
     * @param nearly whether one of the two names is enough, and with it a part of the birthday
     */
    static List<Set<Term>> allOf(Map<String, ?> values, boolean nearly) {
        var all = of(values);
        var sets = new ArrayList<Set<Term>>();
        var birth = ofKind(all, SearchKind.DATE_OF_BIRTH);
        if (!text(values, SURNAME).isBlank()) {
            var names = names(values, nearly, nearly ? birthsSought(birth(values)) : List.of(ANY_BIRTH));
            if (nearly && !birth.isEmpty()) {
                // Their terms hold a part of the birthday.
                birth.addAll(names);
            }
            boolean more = Stream.of(DATE_OF_BIRTH, NHS_NUMBER, PHONE)
                    .anyMatch(key -> !text(values, key).isBlank());
            if (more || nearly || text(values, GIVEN_NAME).isBlank()) {
                names.addAll(ofKind(all, SearchKind.SURNAME));
            }
            sets.add(names);
        }
        if (!text(values, DATE_OF_BIRTH).isBlank()) {
            sets.add(birth);
        }
        for (var kind : List.of(SearchKind.NHS_NUMBER, SearchKind.PHONE)) {
            if (!text(values, fieldOf(kind)).isBlank()) {
                sets.add(ofKind(all, kind));
            }
        }
        return sets;
    }

    private static Set<Term> names(Map<String, ?> values, boolean byEither, List<String> births) {
        var terms = new LinkedHashSet<Term>();
        for (var byInitial : List.of(text(values, GIVEN_NAME), "")) {
            addNames(terms, text(values, SURNAME), byInitial, births);
        }
        if (byEither) {
            for (var byInitial : List.of(text(values, SURNAME), "")) {
                addNames(terms, text(values, GIVEN_NAME), byInitial, births);
            }
        }
        return terms;
    }

    private static Set<Term> ofKind(Set<Term> terms, SearchKind kind) {
        return terms.stream().filter(term -> term.kind() == kind).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the field that a kind looks at, where it is one field. */
    static String fieldOf(SearchKind kind) {
        return switch (kind) {
            case NHS_NUMBER -> NHS_NUMBER;
            case LOCAL_IDENTIFIER -> LOCAL_IDENTIFIER;
            case PHONE -> PHONE;
            case EMAIL -> EMAIL;
            case DATE_OF_BIRTH -> DATE_OF_BIRTH;
            case POSTCODE -> POSTCODE;
            case SURNAME -> SURNAME;
            case NAME -> throw new IllegalArgumentException("NAME is searched by surname and given name together.");
        };
    }

    private static void add(Set<Term> terms, SearchKind kind, String normalised) {
        if (!normalised.isEmpty()) {
            terms.add(new Term(kind, normalised));
        }
    }

    /** One name by its sound, the other by its initial: whichever of the two is misspelt, the other term still finds it. */
    private static void addNames(Set<Term> terms, String bySound, String byInitial, List<String> births) {
        var initial = initial(byInitial);
        for (var sound : sounds(bySound)) {
            for (var birth : births) {
                add(terms, SearchKind.NAME, sound + "|" + (initial.isEmpty() ? UNKNOWN : initial) + "|" + birth);
            }
        }
    }

    private static List<String> birthsSought(String born) {
        return born.isEmpty() ? List.of(ANY_BIRTH) : List.of(year(born), day(born), UNKNOWN);
    }

    private static String birth(Map<String, ?> values) {
        return date(text(values, DATE_OF_BIRTH));
    }

    private static String year(String date) {
        return date.substring(0, date.length() - 6);
    }

    /** Returns month and day: who slips in the year has them right. */
    private static String day(String date) {
        return date.substring(date.length() - 5);
    }

    private static String text(Map<String, ?> values, String key) {
        var value = values.get(key);
        return value == null ? "" : value.toString();
    }

    /** Returns the text without accents and in small letters. */
    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("þ", "th")
                .replace("ð", "d");
    }

    private static String kept(String text, IntPredicate wanted) {
        return text.codePoints()
                .filter(wanted)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns the digits of the text as 0 to 9, whichever script they are written in. */
    private static String digits(String text) {
        return text.codePoints()
                .map(c -> Character.digit(c, 10))
                .filter(digit -> digit >= 0)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private static String exactly(int length, String digits) {
        return digits.length() == length ? digits : "";
    }

    private static String phone(String text) {
        var beforeExtension = text.toLowerCase(Locale.ROOT).split("[a-z#;]", 2)[0];
        var digits = digits(beforeExtension);
        return digits.length() < FEWEST_PHONE_DIGITS
                ? ""
                : digits.substring(Math.max(0, digits.length() - TELLING_PHONE_DIGITS));
    }

    private static String email(String text) {
        var address = Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        return address.indexOf('@') > 0 ? address : "";
    }

    private static String date(String text) {
        try {
            return LocalDate.parse(text.strip()).toString();
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static String initial(String name) {
        var letters = kept(plain(name), Character::isLetter);
        return letters.isEmpty() ? "" : letters.substring(0, letters.offsetByCodePoints(0, 1));
    }

    /** Returns how the name sounds, as a whole and in its longer parts: Smith-Jones is also found as Jones. */
    private static Set<String> sounds(String name) {
        var sounds = new LinkedHashSet<String>();
        var parts = BETWEEN_NAMES.split(name.strip());
        addSounds(sounds, String.join("", parts));
        if (parts.length > 1) {
            Arrays.stream(parts)
                    .filter(part -> part.length() >= SHORTEST_PART)
                    .forEach(part -> addSounds(sounds, part));
        }
        return sounds;
    }

    private static void addSounds(Set<String> sounds, String name) {
        var letters = kept(plain(name), Character::isLetter);
        if (letters.isEmpty()) {
            return;
        }
        var phonetics = new DoubleMetaphone();
        var first = phonetics.doubleMetaphone(letters);
        if (first == null || first.isEmpty()) {
            sounds.add(letters);
            return;
        }
        sounds.add(first);
        sounds.add(phonetics.doubleMetaphone(letters, true));
    }
}

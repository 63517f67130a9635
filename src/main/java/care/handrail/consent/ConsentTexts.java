package care.handrail.consent;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * All versions of all notices and declarations of consent, as the governance lead keeps them in {@code consent/texts/}.
 */
public final class ConsentTexts {

    private static final String ENGLISH = "en";

    private final List<ConsentText> texts;

    /** Fails with a sentence when two files hold the same version, or one is for a purpose that is not there. */
    ConsentTexts(List<ConsentText> texts, Purposes purposes) {
        this.texts = texts.stream()
                .sorted(Comparator.comparing(ConsentText::id)
                        .thenComparing(ConsentText::language)
                        .thenComparing(ConsentText::version))
                .toList();
        var versions = new HashSet<String>();
        for (var text : texts) {
            var name = "%s, version %d (%s)".formatted(text.id(), text.version(), text.language());
            if (!versions.add(name)) {
                throw new IllegalStateException("There are two texts " + name + ".");
            }
            if (purposes.find(text.purpose()).isEmpty()) {
                throw new IllegalStateException(
                        "The text " + name + " is for the purpose " + text.purpose() + ", which is not there.");
            }
        }
    }

    /** Returns every version, by text, language and version. */
    public List<ConsentText> all() {
        return texts;
    }

    /** Returns the version of the text that is given on the day, in the language, or in English where it has none. */
    public Optional<ConsentText> current(String id, String language, LocalDate day) {
        return given(id, language, day).or(() -> given(id, ENGLISH, day));
    }

    /** Returns the versions of the text that are given on the day, one for each language. */
    public List<ConsentText> current(String id, LocalDate day) {
        return texts.stream()
                .filter(text -> text.id().equals(id))
                .map(ConsentText::language)
                .distinct()
                .flatMap(language -> given(id, language, day).stream())
                .toList();
    }

    /** Returns the declaration for the purpose that is given on the day, in the language, or in English. */
    public Optional<ConsentText> declaration(String purpose, String language, LocalDate day) {
        return texts.stream()
                .filter(text -> text.category().equals(ConsentText.CONSENT)
                        && text.purpose().equals(purpose))
                .findFirst()
                .flatMap(text -> current(text.id(), language, day));
    }

    /** Returns the versions of all declarations that are given on the day. */
    public List<ConsentText> declarations(LocalDate day) {
        return texts.stream()
                .filter(text -> text.category().equals(ConsentText.CONSENT))
                .map(ConsentText::id)
                .distinct()
                .flatMap(id -> current(id, day).stream())
                .toList();
    }

    /** Returns the version, if it has come into force by the day. */
    public Optional<ConsentText> find(String id, int version, String language, LocalDate day) {
        return texts.stream()
                .filter(text -> text.id().equals(id) && text.version() == version)
                .filter(text -> text.language().equals(language)
                        && !text.effectiveFrom().isAfter(day))
                .findFirst();
    }

    private Optional<ConsentText> given(String id, String language, LocalDate day) {
        return texts.stream()
                .filter(text -> text.id().equals(id) && text.language().equals(language))
                .filter(text -> !text.effectiveFrom().isAfter(day))
                .reduce((earlier, later) -> later);
    }
}

package care.handrail.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and their versions. */
class ConsentTextsTests {

    private static final LocalDate DAY = LocalDate.parse("2026-11-20");

    @Test
    void givesTheNewestVersionThatIsInForceOnTheDay() {
        var texts = texts(text(1, "en", "2025-01-01"), text(2, "en", "2026-11-20"), text(3, "en", "2026-11-21"));
        assertThat(texts.current("Notice", "en", DAY)).map(ConsentText::version).contains(2);
        assertThat(texts.current("Notice", "en", DAY.minusDays(1)))
                .map(ConsentText::version)
                .contains(1);
        assertThat(texts.current("Notice", "en", LocalDate.parse("2024-12-31"))).isEmpty();
    }

    @Test
    void givesTheEnglishVersionWhereALanguageHasNone() {
        var texts = texts(text(1, "en", "2025-01-01"), text(1, "cy", "2025-01-01"));
        assertThat(texts.current("Notice", "cy", DAY))
                .map(ConsentText::language)
                .contains("cy");
        assertThat(texts.current("Notice", "ur", DAY))
                .map(ConsentText::language)
                .contains("en");
        assertThat(texts.current("Notice", DAY))
                .extracting(ConsentText::language)
                .containsExactly("cy", "en");
    }

    @Test
    void knowsNoVersionBeforeItIsInForce() {
        var texts = texts(text(2, "en", "2026-11-21"));
        assertThat(texts.find("Notice", 2, "en", DAY)).isEmpty();
        assertThat(texts.find("Notice", 2, "en", DAY.plusDays(1))).isPresent();
    }

    @Test
    void givesTheDeclarationOfAPurposeThatIsInForce() throws IOException {
        var texts = new ConsentConfiguration().consentTexts(Purposes.shipped());
        assertThat(texts.declaration("research", "cy", DAY))
                .map(ConsentText::id)
                .contains("ResearchConsent");
        assertThat(texts.declaration("direct-care", "en", DAY))
                .as("a notice is no declaration")
                .isEmpty();
        assertThat(texts.declarations(DAY)).extracting(ConsentText::category).containsOnly("consent");
    }

    @Test
    void givesTheSameHashToTheSameWordsAndAnotherToOthers() {
        assertThat(text(1, "en", "2025-01-01").hash())
                .isEqualTo(ConsentText.read("a", file(2, "cy", "2026-01-01").replace("\n", "\r\n"))
                        .hash())
                .isNotEqualTo(
                        ConsentText.read("a", file(1, "en", "2025-01-01") + "!").hash())
                .hasSize(64);
    }

    @Test
    void makesOneLineOfAParagraphHoweverTheFileWrapsIt() {
        var wrapped = ConsentText.read("a", file(1, "en", "2025-01-01").replace("What we", "What\nwe"));
        assertThat(wrapped.body()).isEqualTo("What we keep.\n\nWhy.");
        assertThat(wrapped.hash()).isEqualTo(text(1, "en", "2025-01-01").hash());
    }

    @Test
    void refusesTwoTextsOfOneVersion() {
        assertThatThrownBy(() -> texts(text(1, "en", "2025-01-01"), text(1, "en", "2026-01-01")))
                .hasMessageContaining("two texts Notice, version 1 (en)");
    }

    @Test
    void refusesATextForNoPurpose() {
        var text = ConsentText.read("a", file(1, "en", "2025-01-01").replace("direct-care", "marketing"));
        assertThatThrownBy(() -> texts(text)).hasMessageContaining("marketing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "category", "purpose", "language", "version", "effectiveFrom"})
    void refusesAHeadThatLacksSomething(String key) {
        var file = file(1, "en", "2025-01-01").replaceAll("(?m)^" + key + ": .*\n", "");
        assertThatThrownBy(() -> ConsentText.read("Notice-1-en.md", file))
                .hasMessageContaining("Notice-1-en.md")
                .hasMessageContaining(key);
    }

    @Test
    void refusesATextWithoutAHead() {
        assertThatThrownBy(() -> ConsentText.read("Notice-1-en.md", "Words.")).hasMessageContaining("three dashes");
    }

    @Test
    void shipsADeclarationForEveryPurposeThatNeedsConsentAndANotice() throws IOException {
        var purposes = Purposes.shipped();
        var texts = new ConsentConfiguration().consentTexts(purposes);
        assertThat(texts.current("PrivacyNotice", "en", DAY)).isPresent();
        assertThat(texts.all().stream()
                        .filter(text -> text.category().equals(ConsentText.CONSENT))
                        .map(ConsentText::purpose))
                .containsExactlyInAnyOrderElementsOf(purposes.all().entrySet().stream()
                        .filter(purpose -> purpose.getValue().consentNeeded())
                        .map(java.util.Map.Entry::getKey)
                        .toList());
    }

    private static ConsentTexts texts(ConsentText... texts) {
        return new ConsentTexts(List.copyOf(Stream.of(texts).toList()), Purposes.shipped());
    }

    private static ConsentText text(int version, String language, String from) {
        return ConsentText.read("Notice.md", file(version, language, from));
    }

    private static String file(int version, String language, String from) {
        return """
                ---
                text: Notice
                category: notice
                purpose: direct-care
                language: %s
                version: %d
                effectiveFrom: %s
                ---
                What we keep.

                Why.
                """.formatted(language, version, from);
    }
}

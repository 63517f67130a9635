package care.handrail.consent;

import java.util.List;

/** Makes texts for the tests of the store. */
public final class ConsentTextsOf {

    private ConsentTextsOf() {}

    public static ConsentTexts texts(ConsentText... texts) {
        return new ConsentTexts(List.of(texts), Purposes.shipped());
    }

    /** Returns version 1 of an English notice with these words. */
    public static ConsentText text(String words) {
        return ConsentText.read(
                "Notice.md",
                "---\ntext: Notice\ncategory: notice\npurpose: direct-care\nlanguage: en\nversion: 1\n"
                        + "effectiveFrom: 2025-01-01\n---\n" + words);
    }
}

package care.handrail.episodes;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The short reference of an episode as people write and say it. */
final class EpisodeReference {

    private static final Pattern SHAPE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{8}");

    private EpisodeReference() {}

    /**
     * Returns the reference as it is kept. Small letters, spaces, a missing hyphen and the letters that are mistaken for
     * digits (I, L, O; Crockford's base 32) are put right; empty when it cannot be a reference.
     */
    static Optional<String> read(String typed) {
        var bare = typed.strip()
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('I', '1')
                .replace('L', '1')
                .replace('O', '0');
        return SHAPE.matcher(bare).matches()
                ? Optional.of(bare.substring(0, 4) + "-" + bare.substring(4))
                : Optional.empty();
    }
}

package care.handrail.patients.intake;

import java.util.Map;
import java.util.Optional;
import org.apache.tika.Tika;

/** What kind of file some bytes are, by the bytes alone: neither a name nor what the sender says of it counts. */
public final class MediaTypes {

    /** What is taken in, with the ending that a browser saves it under. Nothing of it runs when it is opened. */
    private static final Map<String, String> TAKEN = Map.of(
            "application/pdf", "pdf",
            "image/jpeg", "jpg",
            "image/png", "png",
            "image/tiff", "tiff",
            "text/plain", "txt");

    private static final Tika TIKA = new Tika();

    private MediaTypes() {}

    /** Returns the media type of the content; empty when it is none that is taken in. */
    public static Optional<String> of(byte[] content) {
        return Optional.of(TIKA.detect(content)).filter(TAKEN::containsKey);
    }

    /** Returns the ending of a file of the type, for example {@code pdf}. */
    public static String ending(String mediaType) {
        return TAKEN.getOrDefault(mediaType, "bin");
    }

    /** Tells whether a browser shows it by itself in a page that may do nothing. */
    public static boolean isShownByBrowsers(String mediaType) {
        return mediaType.equals("image/jpeg") || mediaType.equals("image/png") || mediaType.equals("text/plain");
    }
}

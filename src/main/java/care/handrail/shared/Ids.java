package care.handrail.shared;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes opaque identifiers: they carry no personal data and cannot be guessed. */
public final class Ids {

    /** Letters and digits that cannot be mistaken for one another when read aloud (Crockford's base 32). */
    private static final String READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** Returns a new random identifier (RFC 9562, version 4). */
    public static String next() {
        return UUID.randomUUID().toString();
    }

    /** Returns a short reference such as {@code K7QM-2XWD} that staff can read to each other over the telephone. */
    public static String reference() {
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == 4) {
                text.append('-');
            }
            text.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return text.toString();
    }
}

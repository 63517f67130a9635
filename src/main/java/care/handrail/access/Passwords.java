package care.handrail.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * What a password must be: long, and hard to guess for somebody who tries common ones first. Nothing is asked about
 * kinds of characters, and a password never grows too old (NIST SP 800-63B, 5.1.1.2; OWASP ASVS 5.0, 6.2).
 */
public final class Passwords {

    /** The rule in words, for the person who chooses. */
    public static final String RULE = "Choose at least 12 characters that are hard to guess: no common password, no"
            + " row of keys, no repetition, and not your user name. Four or five unrelated words do well.";

    private static final int SHORTEST = 12;

    private static final int LONGEST = 128;

    /** How many guesses a password must withstand of somebody who knows the common ones, and the user name. */
    private static final double GUESSES = 1e8;

    /** Longer ones are judged by their beginning: judging takes more than twice as long for twice the length. */
    private static final int JUDGED = 48;

    private static final Zxcvbn ESTIMATE = new Zxcvbn();

    private Passwords() {}

    /** Tells whether the person may choose the password. */
    public static boolean keepsRule(String password, String userId) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST || contains(password, userId)) {
            return false;
        }
        var judged = password.length() > JUDGED ? password.substring(0, JUDGED) : password;
        return ESTIMATE.measure(judged, List.of(userId, "handrail")).getGuesses() >= GUESSES;
    }

    private static boolean contains(String password, String userId) {
        return !userId.isEmpty() && password.toLowerCase(Locale.ROOT).contains(userId.toLowerCase(Locale.ROOT));
    }

    /** Returns a password of 120 random bits. */
    public static String random() {
        var random = new byte[15];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}

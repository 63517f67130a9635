package care.handrail.pathways.engine;

import care.handrail.shared.Sha256;
import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Keeps passwords as bcrypt of their SHA-256.
 *
 * <p>The engine appends its salt to the password and bcrypt reads 72 bytes at most, so without the digest a long
 * password would lose its end.
 */
class BcryptPasswords implements PasswordEncryptor {

    private final BCryptPasswordEncoder bcrypt;

    /** @param strength binary logarithm of the rounds, 4 to 31 */
    BcryptPasswords(int strength) {
        bcrypt = new BCryptPasswordEncoder(strength);
    }

    @Override
    public String encrypt(String password) {
        return bcrypt.encode(digest(password));
    }

    @Override
    public boolean check(String password, String encrypted) {
        return bcrypt.matches(digest(password), encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return "bcrypt-sha256";
    }

    private static String digest(String password) {
        return Base64.getEncoder().encodeToString(Sha256.of(password));
    }
}

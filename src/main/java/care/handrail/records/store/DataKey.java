package care.handrail.records.store;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;

/** One patient's key, unwrapped. */
record DataKey(String id, Aead cipher) {

    byte[] encrypt(byte[] plain, byte[] binding) {
        try {
            return cipher.encrypt(plain, binding);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encryption failed, nothing was kept.", e);
        }
    }
}

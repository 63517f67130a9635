package care.handrail.records.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import care.handrail.records.SearchKind;
import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The clinic's master key. It encrypts nothing itself: a key that wraps the patients' data keys and one key for each
 * blind index are derived from it (HKDF-SHA-256, RFC 5869), each with a label of its own.
 */
final class MasterKey {

    /** Length of the key in bytes. */
    static final int BYTES = 32;

    /** Length of a search term in bytes; longer would make the index larger and find nothing else. */
    static final int TERM_BYTES = 16;

    private static final String HMAC = "HmacSHA256";

    private final String id;
    private final byte[] wrapping;
    private final Map<SearchKind, SecretKeySpec> searching = new EnumMap<>(SearchKind.class);
    private final SecretKeySpec fingerprinting;
    private final SecretKeySpec shredding;

    /** @param secret 32 random bytes; copied */
    MasterKey(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("The master key must be " + BYTES + " bytes long.");
        }
        try {
            id = "mk-" + HexFormat.of().formatHex(derived(secret, "id", 8));
            wrapping = derived(secret, "wrap", 32);
            for (var kind : SearchKind.values()) {
                searching.put(kind, new SecretKeySpec(derived(secret, "search/" + kind.name(), 32), HMAC));
            }
            shredding = new SecretKeySpec(derived(secret, "shredding", 32), HMAC);
            fingerprinting = new SecretKeySpec(derived(secret, "fingerprint", 32), HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a name that follows from the key and tells nothing about it; kept beside everything that it wraps. */
    String id() {
        return id;
    }

    /**
     * Wraps the key so that it takes both this master key and the secret to unwrap it.
     *
     * @param secret null as in what was wrapped when there were no patients' secrets yet
     */
    byte[] wrap(KeysetHandle dataKey, byte @Nullable [] secret, byte[] binding) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(dataKey, wrapping(secret), binding, AeadConfig2026.get());
    }

    KeysetHandle unwrap(byte[] wrapped, byte @Nullable [] secret, byte[] binding) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, wrapping(secret), binding, AeadConfig2026.get());
    }

    private Aead wrapping(byte @Nullable [] secret) throws GeneralSecurityException {
        return aesGcm(
                secret == null
                        ? wrapping
                        : Hkdf.computeHkdf(
                                "HMACSHA256", wrapping, secret, "handrail/records/2/wrap".getBytes(UTF_8), BYTES));
    }

    /** Returns what stands for the normalised value in the blind index of the kind. */
    byte[] searchTerm(SearchKind kind, String normalised) {
        return Arrays.copyOf(hash(Objects.requireNonNull(searching.get(kind)), normalised), TERM_BYTES);
    }

    /** Returns what tells one text from another, 32 bytes. */
    byte[] fingerprint(String text) {
        return hash(fingerprinting, text);
    }

    /** Returns what shows that the program shredded the data key, 32 bytes. */
    byte[] sealOfShredded(String keyId) {
        return hash(shredding, keyId);
    }

    private static byte[] hash(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AccessesPartialKey
    private static Aead aesGcm(byte[] key) throws GeneralSecurityException {
        var parameters = AesGcmParameters.builder()
                .setKeySizeBytes(32)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        var aesGcm = AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(aesGcm).withRandomId().makePrimary())
                .build()
                .getPrimitive(AeadConfig2026.get(), Aead.class);
    }

    private static byte[] derived(byte[] secret, String label, int length) throws GeneralSecurityException {
        return Hkdf.computeHkdf(
                "HMACSHA256", secret, new byte[0], ("handrail/records/1/" + label).getBytes(UTF_8), length);
    }
}

package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import care.handrail.shared.SecretFile;
import com.google.crypto.tink.subtle.Ed25519Verify;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The public keys whose checkpoints count: the present one, and those that were used before it. */
final class TrustedKeys {

    private final Map<String, Ed25519Verify> byId = new HashMap<>();

    /** @param publicKeys in base64, separated by commas or spaces; may be empty */
    TrustedKeys(String publicKeys) {
        for (var text : publicKeys.split("[,\\s]+", -1)) {
            if (!text.isEmpty()) {
                var key = SecretFile.decode(text, "The environment variable " + SealingKeys.PUBLIC, "public keys");
                byId.put(id(key), new Ed25519Verify(key));
            }
        }
    }

    static String id(byte[] publicKey) {
        return "ak-" + HexFormat.of().formatHex(MerkleTree.sha256(publicKey), 0, 8);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    boolean holds(String keyId) {
        return byId.containsKey(keyId);
    }

    /** Tells whether the checkpoint says what the holder of a trusted key signed. */
    boolean vouchFor(Checkpoint checkpoint) {
        var key = byId.get(checkpoint.key());
        if (key == null) {
            return false;
        }
        try {
            key.verify(Base64.getDecoder().decode(checkpoint.signature()), CheckpointText.signed(checkpoint));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}

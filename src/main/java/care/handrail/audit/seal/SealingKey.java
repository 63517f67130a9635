package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Ed25519Sign.KeyPair;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** The private key that signs checkpoints (Ed25519, RFC 8032). */
final class SealingKey {

    private final byte[] publicKey;
    private final Ed25519Sign signer;

    /** @param secret 32 random bytes */
    SealingKey(byte[] secret) {
        try {
            var pair = KeyPair.newKeyPairFromSeed(secret);
            publicKey = pair.getPublicKey();
            signer = new Ed25519Sign(pair.getPrivateKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the key with which anybody can check what this one signed, in base64. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(publicKey);
    }

    /** Returns a name that follows from the public key. */
    String id() {
        return TrustedKeys.id(publicKey);
    }

    /** Returns the checkpoint with this key's id and signature. */
    Checkpoint sign(Checkpoint draft) {
        var named = signed(draft, "");
        try {
            return signed(draft, Base64.getEncoder().encodeToString(signer.sign(CheckpointText.signed(named))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Checkpoint signed(Checkpoint of, String signature) {
        return new Checkpoint(
                of.batch(),
                of.events(),
                of.firstEvent(),
                of.upTo(),
                of.root(),
                of.previous(),
                of.sealedAt(),
                id(),
                signature);
    }
}

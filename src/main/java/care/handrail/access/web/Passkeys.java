package care.handrail.access.web;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJackson2Module;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The passkeys of staff (W3C Web Authentication, level 3). A challenge is answered once; whoever asks for it keeps it
 * between the two halves of a ceremony.
 */
@Component
class Passkeys {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int LONGEST_NAME = 60;

    private final JdbcPublicKeyCredentialUserEntityRepository owners;
    private final JdbcUserCredentialRepository keys;
    private final PublicKeyCredentialRpEntity clinic;
    private final Webauthn4JRelyingPartyOperations ceremony;
    private final ObjectMapper json =
            JsonMapper.builder().addModule(new WebauthnJackson2Module()).build();
    private final Audit audit;

    /**
     * @param domain what the passkeys are bound to: the host of the clinic's address, or a domain above it
     * @param origins the addresses at which browsers open the clinic
     */
    Passkeys(
            JdbcTemplate database,
            Audit audit,
            @Value("${handrail.passkeys.domain}") String domain,
            @Value("${handrail.passkeys.origins}") Set<String> origins) {
        this.audit = audit;
        owners = new JdbcPublicKeyCredentialUserEntityRepository(database);
        keys = new JdbcUserCredentialRepository(database);
        clinic = PublicKeyCredentialRpEntity.builder()
                .id(domain)
                .name("Handrail")
                .build();
        ceremony = new Webauthn4JRelyingPartyOperations(owners, keys, clinic, origins);
    }

    static Bytes newChallenge() {
        return Bytes.random();
    }

    boolean has(String userId) {
        return !of(userId).isEmpty();
    }

    List<CredentialRecord> of(String userId) {
        var owner = owners.findByUsername(userId);
        return owner == null ? List.of() : keys.findByUserId(owner.getId());
    }

    /** Returns what a browser needs to make a passkey, as JSON. */
    @Transactional
    String registration(String userId, Bytes challenge) {
        return write(creation(userId, challenge));
    }

    private PublicKeyCredentialCreationOptions creation(String userId, Bytes challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(clinic)
                .user(owner(userId))
                .challenge(challenge)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .userVerification(UserVerificationRequirement.PREFERRED)
                        .residentKey(ResidentKeyRequirement.PREFERRED)
                        .build())
                .excludeCredentials(descriptors(userId))
                .timeout(PATIENCE)
                .build();
    }

    private PublicKeyCredentialUserEntity owner(String userId) {
        var known = owners.findByUsername(userId);
        if (known != null) {
            return known;
        }
        var owner = ImmutablePublicKeyCredentialUserEntity.builder()
                .id(Bytes.random())
                .name(userId)
                .displayName(userId)
                .build();
        owners.save(owner);
        return owner;
    }

    /** Keeps the passkey that a browser made in answer to the challenge. */
    @Transactional
    void register(String userId, Bytes challenge, String name, String credential) {
        var called = name.strip();
        if (called.isEmpty() || called.length() > LONGEST_NAME) {
            throw new PasskeyRefusedException("Give the passkey a name of at most 60 characters.");
        }
        var answer = read(credential, new TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>>() {});
        var kept = checked(
                userId,
                () -> ceremony.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                        creation(userId, challenge), new RelyingPartyPublicKey(answer, called))));
        audit.record(event(Kind.PASSKEY_REGISTERED, userId, kept.getCredentialId()));
    }

    /** Returns what a browser needs to show one of the person's passkeys, as JSON. */
    String request(String userId, Bytes challenge) {
        return write(proof(userId, challenge));
    }

    private PublicKeyCredentialRequestOptions proof(String userId, Bytes challenge) {
        return PublicKeyCredentialRequestOptions.builder()
                .rpId(clinic.getId())
                .challenge(challenge)
                .allowCredentials(descriptors(userId))
                .userVerification(UserVerificationRequirement.PREFERRED)
                .timeout(PATIENCE)
                .build();
    }

    /** Fails unless the credential is one of the person's passkeys and answers the challenge. */
    @Transactional
    void prove(String userId, Bytes challenge, String credential) {
        var answer = read(credential, new TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>>() {});
        checked(userId, () -> {
            if (of(userId).stream().noneMatch(key -> key.getCredentialId().equals(answer.getRawId()))) {
                throw new IllegalArgumentException("not a passkey of this person");
            }
            return ceremony.authenticate(new RelyingPartyAuthenticationRequest(proof(userId, challenge), answer));
        });
    }

    /** Removes one passkey of the person; nothing when the person has none of this id. */
    @Transactional
    void remove(String userId, String id) {
        of(userId).stream()
                .map(CredentialRecord::getCredentialId)
                .filter(key -> key.toBase64UrlString().equals(id))
                .forEach(key -> {
                    keys.delete(key);
                    audit.record(event(Kind.PASSKEY_REMOVED, userId, key));
                });
    }

    /** Removes all passkeys of the person and returns how many there were. */
    @Transactional
    int reset(String userId) {
        var all = of(userId);
        all.forEach(key -> keys.delete(key.getCredentialId()));
        audit.record(
                AuditEvent.of(Kind.PASSKEYS_RESET, null, null, "user:" + userId).with(String.valueOf(all.size())));
        return all.size();
    }

    private List<PublicKeyCredentialDescriptor> descriptors(String userId) {
        return of(userId).stream()
                .map(key -> PublicKeyCredentialDescriptor.builder()
                        .id(key.getCredentialId())
                        .transports(key.getTransports())
                        .build())
                .toList();
    }

    private <T> T checked(String userId, Supplier<T> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            // The libraries have an exception of their own for each of some forty things that can be wrong.
            audit.refuse(AuditEvent.of(Kind.PASSKEY_REFUSED, null, null, "user:" + userId)
                    .with(e.getClass().getSimpleName()));
            throw new PasskeyRefusedException(
                    "This passkey does not fit. Use one that you registered here, and open the clinic at its usual"
                            + " address.");
        }
    }

    private static AuditEvent event(Kind kind, String userId, Bytes key) {
        return AuditEvent.of(kind, null, null, "user:" + userId)
                .with(key.toBase64UrlString().substring(0, 16));
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new PasskeyRefusedException("The browser sent something that is no passkey. Load the page again.");
        }
    }

    private String write(Object options) {
        try {
            return json.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import care.handrail.shared.SecretFile;
import care.handrail.shared.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Finds the key that signs checkpoints: in the environment, or, outside of production, in a file that the first start
 * makes. Refuses the start when it is not the one that signed last, unless that one is still trusted: otherwise the
 * trail could not be checked any more.
 */
@Configuration(proxyBeanMethods = false)
class SealingKeys {

    static final String VARIABLE = "HANDRAIL_AUDIT_KEY";

    /** Names the variable with the public keys of those used before, and of those who only check. */
    static final String PUBLIC = "HANDRAIL_AUDIT_PUBLIC_KEYS";

    static final String FILE = "audit.key";

    private static final Logger LOG = LoggerFactory.getLogger(SealingKeys.class);

    @Bean
    SealingKey sealingKey(Environment environment, CheckpointTable checkpoints) {
        var signedLast = checkpoints.last().map(Checkpoint::key);
        var found = find(environment);
        if (found.isEmpty() && production(environment)) {
            throw new StartRefusedException(
                    "In production the key that seals the audit trail comes from the environment, and " + VARIABLE
                            + " is not set.",
                    "Make a key once with 'openssl rand -base64 32', keep it where the database's backups are not, and"
                            + " give it to every start.");
        }
        signedLast.filter(id -> !trusted(environment, found).holds(id)).ifPresent(id -> {
            throw new StartRefusedException(
                    "The audit trail was last sealed with the key " + id + ", but "
                            + found.map(key -> "the key given now is " + key.id())
                                    .orElse("no key is given now")
                            + ". Nothing was changed.",
                    "Give back the earlier key in " + VARIABLE + " or in the file " + file(environment)
                            + ". If you mean to change the key, give the earlier one's public key in " + PUBLIC + ".");
        });
        var key = found.orElseGet(() -> make(file(environment)));
        LOG.info("The audit trail is sealed with the key {}; its public key is {}", key.id(), key.publicKey());
        return key;
    }

    @Bean
    TrustedKeys trustedKeys(Environment environment, SealingKey key) {
        return trusted(environment, Optional.of(key));
    }

    /** Returns the key that is there already; empty when there is none. */
    static Optional<SealingKey> find(Environment environment) {
        var given = environment.getProperty(VARIABLE, "");
        if (!given.isBlank()) {
            return Optional.of(new SealingKey(
                    SecretFile.decode(given, "The environment variable " + VARIABLE, "a key to seal with")));
        }
        var file = file(environment);
        if (production(environment) || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SealingKey(
                    SecretFile.decode(Files.readString(file), "The file " + file, "a key to seal with")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the keys whose signatures count. */
    static TrustedKeys trusted(Environment environment, Optional<SealingKey> own) {
        return new TrustedKeys(environment.getProperty(PUBLIC, "") + " "
                + own.map(SealingKey::publicKey).orElse(""));
    }

    private static SealingKey make(Path file) {
        try {
            var key = new SealingKey(SecretFile.make(file));
            LOG.warn(
                    "Made the key {} that seals the audit trail in {}; production takes it from {}.",
                    key.id(),
                    file,
                    VARIABLE);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Environment environment) {
        return Path.of(environment.getProperty("handrail.home", "data"), FILE);
    }

    private static boolean production(Environment environment) {
        return environment.acceptsProfiles(Profiles.of("production"));
    }
}

package care.handrail.records.store;

import care.handrail.shared.SecretFile;
import care.handrail.shared.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the master keys: in the environment, or, outside of production, the primary one in a file that the first start
 * makes. Refuses the start when a key is missing that records hang on: those could not be read, and searches would miss
 * their patients without a word.
 */
@Configuration(proxyBeanMethods = false)
class MasterKeyConfiguration {

    static final String VARIABLE = "HANDRAIL_MASTER_KEY";

    /** Names the variable with the keys that are not primary any more, or not yet. */
    static final String OTHERS = "HANDRAIL_OTHER_MASTER_KEYS";

    static final String FILE = "master.key";

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeyConfiguration.class);

    @Bean
    MasterKeys masterKeys(Environment environment, JdbcTemplate database) {
        var patients = MasterKeyUse.patients(database);
        var file = Path.of(environment.getProperty("handrail.home", "data"), FILE);
        var primary = find(
                environment.getProperty(VARIABLE),
                environment.acceptsProfiles(Profiles.of("production")),
                file,
                List.copyOf(patients.keySet()));
        var keys = new MasterKeys(
                primary,
                Stream.of(environment.getProperty(OTHERS, "").split("[,\\s]+"))
                        .filter(text -> !text.isBlank())
                        .map(text -> read(text, "The environment variable " + OTHERS))
                        .toList());
        patients.keySet().stream()
                .filter(id -> keys.withId(id).isEmpty())
                .findFirst()
                .ifPresent(missing -> {
                    throw new StartRefusedException(
                            "The records of %,d patients hang on the master key %s, but the key given now is %s%s. Nothing was changed."
                                    .formatted(
                                            patients.get(missing),
                                            missing,
                                            primary.id(),
                                            keys.all().size() == 1 ? "" : ", with others beside it"),
                            "Give that key back: as the primary one in " + VARIABLE + " or in the file " + file
                                    + ", or beside a new one in " + OTHERS + ". Then start again.");
                });
        keys.all().stream()
                .skip(1)
                .filter(key -> !patients.containsKey(key.id()))
                .forEach(key -> LOG.info(
                        "No record hangs on the master key {}: unless it is the next one, it can leave {}.",
                        key.id(),
                        OTHERS));
        return keys;
    }

    private static MasterKey find(@Nullable String given, boolean production, Path file, List<String> writtenWith) {
        if (given != null && !given.isBlank()) {
            return read(given, "The environment variable " + VARIABLE);
        }
        if (production) {
            throw new StartRefusedException(
                    "In production the master key comes from the environment, and " + VARIABLE + " is not set.",
                    "Make a key once with 'openssl rand -base64 32', keep it where the database's backups are not, and"
                            + " give it to every start.");
        }
        try {
            if (Files.exists(file)) {
                return read(Files.readString(file), "The file " + file);
            }
            if (!writtenWith.isEmpty()) {
                throw new StartRefusedException(
                        "The records of this clinic hang on the master key " + String.join(", ", writtenWith)
                                + ", and its file " + file + " is gone.",
                        "Put the file back and start again: without it the records cannot be read.");
            }
            return make(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The master key's file " + file + " cannot be used.", e);
        }
    }

    private static MasterKey make(Path file) throws IOException {
        var secret = SecretFile.make(file);
        var key = new MasterKey(secret);
        Arrays.fill(secret, (byte) 0);
        LOG.warn(
                "Made the master key {} in {}. Who loses this file loses every record; production takes the key from {}.",
                key.id(),
                file,
                VARIABLE);
        return key;
    }

    private static MasterKey read(String text, String source) {
        return new MasterKey(SecretFile.decode(text, source, "a master key"));
    }
}

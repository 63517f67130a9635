package care.handrail.records.store;

import care.handrail.shared.SecretFile;
import care.handrail.shared.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the master key: in the environment, or, outside of production, in a file that the first start makes. Refuses
 * the start when the key is not the one that the records were written with, because searches would then miss patients.
 */
@Configuration(proxyBeanMethods = false)
class MasterKeyConfiguration {

    static final String VARIABLE = "HANDRAIL_MASTER_KEY";

    static final String FILE = "master.key";

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeyConfiguration.class);

    @Bean
    MasterKey masterKey(Environment environment, JdbcTemplate database) {
        var writtenWith = database.queryForList(
                "select distinct MASTER_KEY_ID from RECORD_KEY order by MASTER_KEY_ID", String.class);
        var file = Path.of(environment.getProperty("handrail.home", "data"), FILE);
        var key = find(
                environment.getProperty(VARIABLE),
                environment.acceptsProfiles(Profiles.of("production")),
                file,
                writtenWith);
        if (!writtenWith.isEmpty() && !writtenWith.equals(List.of(key.id()))) {
            throw new StartRefusedException(
                    "The records of this clinic were written with the master key " + String.join(", ", writtenWith)
                            + ", but the key given now is " + key.id() + ". Nothing was changed.",
                    "Give back the earlier key in " + VARIABLE + " or in the file " + file + ", and start again.");
        }
        return key;
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
                        "The records of this clinic were written with the master key " + String.join(", ", writtenWith)
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

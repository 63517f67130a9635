package care.handrail.records.store;

import care.handrail.shared.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the file of the patients' secrets, and makes it at the first start. Refuses the start when it is missing, not
 * whole, or not the one that the records hang on: nobody could be read.
 */
@Configuration(proxyBeanMethods = false)
class PatientSecretsConfiguration {

    static final String VARIABLE = "HANDRAIL_PATIENT_SECRETS_FILE";

    static final String FILE = "patient-secrets.txt";

    private static final Logger LOG = LoggerFactory.getLogger(PatientSecretsConfiguration.class);

    @Bean
    PatientSecrets patientSecrets(Environment environment, JdbcTemplate database) {
        var file = file(environment);
        var needed = needed(database);
        try {
            if (Files.exists(file)) {
                var found = open(file);
                requireSame(needed.orElseGet(() -> note(found.id(), database)), found.id(), file);
                return found;
            }
            requireSame(needed.orElse(null), null, file);
            var made = PatientSecrets.make(file);
            requireSame(note(made.id(), database), made.id(), file);
            LOG.warn("Made the secrets {} in {}. Who loses this file loses every record.", made.id(), file);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The file of the patients' secrets " + file + " cannot be used.", e);
        }
    }

    private static Path file(Environment environment) {
        var given = environment.getProperty(VARIABLE, "");
        if (!given.isBlank()) {
            return Path.of(given);
        }
        if (environment.acceptsProfiles(Profiles.of("production"))) {
            throw new StartRefusedException(
                    "In production the patients' secrets lie in a file of their own, and " + VARIABLE + " is not set.",
                    "Name a file there that lasts, that all nodes share, and that the database's backups do not hold; the"
                            + " first start makes it.");
        }
        return Path.of(environment.getProperty("handrail.home", "data"), FILE);
    }

    private static PatientSecrets open(Path file) throws IOException {
        try {
            return PatientSecrets.open(file);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "The file " + file + " does not hold the patients' secrets as a whole.",
                    "Put back the newest copy of it, and start again. Nothing was changed.");
        }
    }

    private static Optional<String> needed(JdbcTemplate database) {
        return database.queryForList("select SECRETS_ID from RECORD_SECRETS", String.class).stream()
                .findFirst();
    }

    /** Notes which secrets the clinic has, and returns those that it has: another node may have been first. */
    private static String note(String id, JdbcTemplate database) {
        try {
            database.update("insert into RECORD_SECRETS (SINGLE_ROW, SECRETS_ID) values (1, ?)", id);
            return id;
        } catch (DuplicateKeyException e) {
            return needed(database).orElseThrow();
        }
    }

    private static void requireSame(@Nullable String needed, @Nullable String found, Path file) {
        if (needed != null && !needed.equals(found)) {
            throw new StartRefusedException(
                    "The records of this clinic hang on the patients' secrets " + needed + ", but the file " + file
                            + (found == null ? " is not there." : " holds " + found + "."),
                    "Put that file back, or let " + VARIABLE + " name it, and start again. All nodes share one file.");
        }
    }
}

package care.handrail.audit.seal;

import care.handrail.audit.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Checks the trail of a clinic that need not run. */
public final class OfflineVerification {

    private OfflineVerification() {}

    /**
     * Checks the trail in the database of these settings.
     *
     * @param checkpoints exported checkpoints to compare with; null for the file of the settings, if there is one
     */
    public static Verification verify(Environment settings, @Nullable Path checkpoints) {
        var keys = SealingKeys.trusted(settings, SealingKeys.find(settings));
        if (keys.isEmpty()) {
            throw new IllegalStateException("No key is known whose signatures count. Give the clinic's public key in "
                    + SealingKeys.PUBLIC + "; the clinic logs it when it starts.");
        }
        var url = settings.getRequiredProperty("spring.datasource.url");
        var database = new DriverManagerDataSource(
                // H2 would otherwise make an empty database where there is none.
                url.startsWith("jdbc:h2:file:") ? url + ";IFEXISTS=TRUE" : url,
                settings.getProperty("spring.datasource.username", ""),
                settings.getProperty("spring.datasource.password", ""));
        var configured = Path.of(settings.getRequiredProperty("handrail.audit.export-file"));
        var exported = checkpoints != null ? checkpoints : Files.exists(configured) ? configured : null;
        return new Verifier(database, keys).verify(exported, Instant.now());
    }
}

package care.handrail.records.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.shared.StartRefusedException;
import care.handrail.testing.RoomDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;

class PatientSecretsConfigurationTests {

    private static final JdbcTemplate DATABASE = new JdbcTemplate(RoomDatabase.h2(
            "records/001-records",
            "records/002-several-keys",
            "records/003-shredding",
            "records/004-sealed-shredding",
            "records/005-documents",
            "records/006-uploads"));

    private final PatientSecretsConfiguration configuration = new PatientSecretsConfiguration();
    private final MockEnvironment environment = new MockEnvironment();
    private Path file;

    @BeforeEach
    void start(@TempDir Path directory) {
        DATABASE.update("delete from RECORD_SECRETS");
        file = directory.resolve("secrets/patients.txt");
        environment.setProperty("HANDRAIL_PATIENT_SECRETS_FILE", file.toString());
    }

    @Test
    void makesAFileAtTheFirstStartThatOnlyItsOwnerReadsAndFindsItAgain() throws IOException {
        environment.setActiveProfiles("production");
        var made = secrets();

        assertThat(secrets().id()).isEqualTo(made.id());
        assertThat(secrets().of("k").orElseThrow()).isEqualTo(made.of("k").orElseThrow());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theFileStaysItsOwnersAloneWhenASecretIsDestroyed() throws IOException {
        secrets().destroy(List.of("k"));

        assertThat(secrets().areDestroyed("k")).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesToStartInProductionWhenNobodySaysWhereTheFileLies() {
        environment.setActiveProfiles("production");
        environment.setProperty("HANDRAIL_PATIENT_SECRETS_FILE", "");

        assertThatThrownBy(this::secrets)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("HANDRAIL_PATIENT_SECRETS_FILE is not set");
    }

    @Test
    void refusesToStartWithoutTheFileThatRecordsHangOnAndMakesNoOther() throws IOException {
        var made = secrets();
        Files.delete(file);

        assertThatThrownBy(this::secrets)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(made.id())
                .hasMessageContaining("is not there");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesToStartWithTheFileOfAnotherNodeThatDoesNotShareTheFirstOnes() {
        secrets();
        environment.setProperty("HANDRAIL_PATIENT_SECRETS_FILE", file + ".other");

        assertThatThrownBy(this::secrets).hasMessageContaining("All nodes share one file");
    }

    @Test
    void refusesToStartWithAFileThatIsNotWhole() throws IOException {
        secrets();
        Files.writeString(file, Files.readString(file).substring(0, 60));

        assertThatThrownBy(this::secrets)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("does not hold the patients' secrets as a whole");
    }

    @Test
    void twoNodesThatShareTheFileDestroyWithoutUndoingEachOther() {
        var one = secrets();
        var other = secrets();

        one.destroy(List.of("a"));
        other.destroy(List.of("b"));

        assertThat(List.of("a", "b")).allMatch(secrets()::areDestroyed);
        assertThat(other.areDestroyed("a")).isTrue();
    }

    private PatientSecrets secrets() {
        return configuration.patientSecrets(environment, DATABASE);
    }
}

package care.handrail.records.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.shared.StartRefusedException;
import care.handrail.testing.RoomDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;

class MasterKeyConfigurationTests {

    private static final JdbcTemplate DATABASE = new JdbcTemplate(RoomDatabase.h2(
            "records/001-records",
            "records/002-several-keys",
            "records/003-shredding",
            "records/004-sealed-shredding",
            "records/005-documents",
            "records/006-uploads"));

    private static final String GIVEN = Base64.getEncoder().encodeToString(bytes(7));

    private final MasterKeyConfiguration configuration = new MasterKeyConfiguration();
    private final MockEnvironment environment = new MockEnvironment();

    @TempDir
    private Path home;

    @BeforeAll
    static void hasNoRecords() {
        assertThat(DATABASE.queryForObject("select count(*) from RECORD_KEY", Long.class))
                .isZero();
    }

    @BeforeEach
    void start() {
        DATABASE.update("delete from RECORD_KEY");
        DATABASE.update("delete from RECORD_SEARCH_TERM");
        environment.setProperty("handrail.home", home.resolve("data").toString());
    }

    @Test
    void takesTheKeyFromTheEnvironmentAndWritesNoFile() {
        environment.setProperty("HANDRAIL_MASTER_KEY", GIVEN + "\n");
        environment.setActiveProfiles("production");

        assertThat(key().id()).isEqualTo(new MasterKey(bytes(7)).id()).startsWith("mk-");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void refusesToStartInProductionWithoutTheKey() {
        environment.setActiveProfiles("production");

        assertThatThrownBy(this::key)
                .hasMessageContaining("HANDRAIL_MASTER_KEY is not set")
                .hasMessageContaining("openssl rand -base64 32");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void refusesToStartInProductionEvenWhereADevelopmentKeyLies() {
        key();
        environment.setActiveProfiles("production");

        assertThatThrownBy(this::key).hasMessageContaining("HANDRAIL_MASTER_KEY is not set");
    }

    @Test
    void makesAFileAtTheFirstStartThatOnlyItsOwnerReadsAndFindsItAgain() throws IOException {
        var made = key();

        assertThat(key().id()).isEqualTo(made.id());
        try (var files = Files.list(home.resolve("data"))) {
            assertThat(files).containsExactly(home.resolve("data/master.key"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data/master.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void makesADifferentKeyForEachClinic() {
        var one = key();
        environment.setProperty("handrail.home", home.resolve("other").toString());

        assertThat(key().id()).isNotEqualTo(one.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "not base64 at all!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesSomethingThatIsNoKeyWithoutRepeatingIt(String given) {
        environment.setProperty("HANDRAIL_MASTER_KEY", given);

        assertThatThrownBy(this::key)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("must be 32 bytes in base64")
                .hasMessageNotContaining(given)
                .hasNoCause();
    }

    @Test
    void refusesToStartWithoutAKeyThatRecordsHangOnAndSaysHowManyPatients() {
        environment.setProperty("HANDRAIL_MASTER_KEY", GIVEN);
        written("k1", "p1", "mk-0123456789abcdef");
        written("k2", "p2", "mk-0123456789abcdef");
        written("k3", "p3", new MasterKey(bytes(7)).id());

        assertThatThrownBy(this::key)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("The records of 2 patients hang on the master key mk-0123456789abcdef")
                .hasMessageContaining("the key given now is " + new MasterKey(bytes(7)).id())
                .hasMessageContaining("HANDRAIL_OTHER_MASTER_KEYS");
    }

    @Test
    void refusesToStartWithoutAKeyThatOnlySearchesHangOn() {
        environment.setProperty("HANDRAIL_MASTER_KEY", GIVEN);
        DATABASE.update("insert into RECORD_SEARCH_TERM (PATIENT_ID, ENTRY_ID, KIND, TERM, MASTER_KEY_ID)"
                + " values ('p', 'e', 'PHONE', X'00', 'mk-0123456789abcdef')");

        assertThatThrownBy(this::key).hasMessageContaining("The records of 1 patients hang on");
    }

    @Test
    void takesOtherKeysBesideThePrimaryOne() {
        environment.setProperty("HANDRAIL_MASTER_KEY", GIVEN);
        environment.setProperty(
                "HANDRAIL_OTHER_MASTER_KEYS",
                Base64.getEncoder().encodeToString(bytes(8)) + ",\n"
                        + Base64.getEncoder().encodeToString(bytes(9)));
        written("k", "p", new MasterKey(bytes(9)).id());

        assertThat(configuration.masterKeys(environment, DATABASE).all())
                .extracting(MasterKey::id)
                .containsExactly(
                        new MasterKey(bytes(7)).id(), new MasterKey(bytes(8)).id(), new MasterKey(bytes(9)).id());
    }

    @Test
    void takesTheKeysFromFilesThatAreMountedAsSecrets(@TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("HANDRAIL_MASTER_KEY"), GIVEN);
        var application = new SpringApplication(Object.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("spring.config.import", "configtree:" + secrets + "/"));
        try (var started = application.run("--spring.main.banner-mode=off")) {
            assertThat(configuration
                            .masterKeys(started.getEnvironment(), DATABASE)
                            .primary()
                            .id())
                    .isEqualTo(new MasterKey(bytes(7)).id());
        }
    }

    @Test
    void startsWithTheKeyThatTheRecordsWereWrittenWith() {
        environment.setProperty("HANDRAIL_MASTER_KEY", GIVEN);
        written(new MasterKey(bytes(7)).id());

        assertThat(key().id()).isEqualTo(new MasterKey(bytes(7)).id());
    }

    @Test
    void makesNoNewKeyWhenTheFileOfTheRecordsIsGone() throws IOException {
        var made = key();
        written(made.id());
        Files.delete(home.resolve("data/master.key"));

        assertThatThrownBy(this::key).hasMessageContaining("is gone").hasMessageContaining(made.id());
        assertThat(home.resolve("data/master.key")).doesNotExist();
    }

    @Test
    void differentKeysHashTheSameValueDifferently() {
        var one = new MasterKey(bytes(1));
        var other = new MasterKey(bytes(2));
        for (var kind : care.handrail.records.SearchKind.values()) {
            assertThat(one.searchTerm(kind, "x"))
                    .hasSize(16)
                    .isEqualTo(one.searchTerm(kind, "x"))
                    .isNotEqualTo(other.searchTerm(kind, "x"))
                    .isNotEqualTo(one.searchTerm(kind, "y"));
        }
    }

    private MasterKey key() {
        return configuration.masterKeys(environment, DATABASE).primary();
    }

    private static void written(String masterKeyId) {
        written("k", "p", masterKeyId);
    }

    private static void written(String keyId, String patientId, String masterKeyId) {
        DATABASE.update(
                "insert into RECORD_KEY (KEY_ID, PATIENT_ID, MASTER_KEY_ID, WRAPPED_KEY, MADE_AT)"
                        + " values (?, ?, ?, ?, current_timestamp)",
                keyId,
                patientId,
                masterKeyId,
                new byte[1]);
    }

    private static byte[] bytes(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}

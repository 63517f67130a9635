package care.handrail.audit.seal;

import static care.handrail.audit.seal.TrailOnDatabase.CHANGELOGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.shared.StartRefusedException;
import care.handrail.testing.RoomDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class SealingKeysTests {

    private final MockEnvironment environment = new MockEnvironment();

    @TempDir
    private Path home;

    private TrailOnDatabase trail;

    @BeforeEach
    void open() {
        environment.setProperty("handrail.home", home.toString());
        trail = new TrailOnDatabase(RoomDatabase.h2(CHANGELOGS), home.resolve("checkpoints.ndjson"));
    }

    @Test
    void takesTheKeyFromTheEnvironmentAndWritesNoFile() {
        give(1);
        environment.setActiveProfiles("production");

        assertThat(start().id()).isEqualTo(TrailOnDatabase.KEY.id()).startsWith("ak-");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void refusesToStartInProductionWithoutTheKey() {
        start();
        environment.setActiveProfiles("production");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("HANDRAIL_AUDIT_KEY is not set");
    }

    @Test
    void makesAFileAtTheFirstStartThatOnlyItsOwnerReadsAndFindsItAgain() throws Exception {
        var made = start();

        assertThat(start().id()).isEqualTo(made.id());
        assertThat(Files.getPosixFilePermissions(home.resolve("audit.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void refusesToStartWithAnotherKeyThanTheTrailWasSealedWith() {
        sealWith(1);
        give(2);

        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(TrailOnDatabase.KEY.id())
                .hasMessageContaining("HANDRAIL_AUDIT_PUBLIC_KEYS");
    }

    @Test
    void startsWithANewKeyWhenTheEarlierOneIsStillTrusted() {
        sealWith(1);
        give(2);
        environment.setProperty("HANDRAIL_AUDIT_PUBLIC_KEYS", TrailOnDatabase.KEY.publicKey());

        assertThat(start().id()).isEqualTo(TrailOnDatabase.key(2).id());
    }

    @Test
    void makesNoNewKeyWhenTheFileOfTheTrailIsGone() {
        sealWith(1);

        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("no key is given now");
        assertThat(home.resolve("audit.key")).doesNotExist();
    }

    @Test
    void refusesAPublicKeyThatIsNone() {
        environment.setProperty("HANDRAIL_AUDIT_PUBLIC_KEYS", "abc");

        assertThatThrownBy(() -> SealingKeys.trusted(environment, SealingKeys.find(environment)))
                .hasMessageContaining("does not hold public keys");
    }

    private void sealWith(int key) {
        trail.write("nurse", trail.now());
        trail.seal(TrailOnDatabase.key(key));
    }

    private void give(int key) {
        var secret = new byte[32];
        Arrays.fill(secret, (byte) key);
        environment.setProperty("HANDRAIL_AUDIT_KEY", Base64.getEncoder().encodeToString(secret));
    }

    private SealingKey start() {
        return new SealingKeys().sealingKey(environment, trail.checkpoints);
    }
}

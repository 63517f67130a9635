package care.handrail.audit.seal;

import static care.handrail.audit.seal.TrailOnDatabase.CHANGELOGS;
import static care.handrail.audit.seal.TrailOnDatabase.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.audit.VerifyAudit;
import care.handrail.testing.RoomDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAuditTests {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private TrailOnDatabase trail;

    @BeforeEach
    void fill() {
        trail = new TrailOnDatabase(RoomDatabase.h2(CHANGELOGS), directory.resolve("elsewhere.ndjson"));
        trail.fill();
    }

    @Test
    void endsWithZeroWhenTheTrailIsIntact() throws SQLException {
        assertThat(run("--checkpoints", exported())).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("24 rows in 8 batches against 8 exported checkpoints")
                .contains("The trail is intact.");
    }

    @Test
    void endsWithOneAndNamesTheFirstBadRow() throws SQLException {
        trail.sql.update("delete from AUDIT_EVENT where EVENT_NO = 8");
        trail.sql.update("update AUDIT_EVENT set USER_ID = 'somebody-else' where EVENT_NO = 12");

        assertThat(run("--checkpoints", exported())).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("NOT INTACT: 2 problems. The first bad row is 8 (REMOVED).")
                .contains("Row 12 was changed");
    }

    @Test
    void saysWhatItCannotKnowWithoutTheExport() throws SQLException {
        assertThat(run()).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("No exported checkpoints were given");
    }

    @Test
    void endsWithOneWhenItCannotCheck() throws SQLException {
        assertThat(run("--checkpoints", directory.resolve("missing").toString()))
                .isEqualTo(1);
        assertThat(run("--checkpoints")).isEqualTo(1);
        assertThat(run("--HANDRAIL_AUDIT_PUBLIC_KEYS=")).isEqualTo(1);
        assertThat(run("--spring.datasource.url=jdbc:h2:file:" + directory.resolve("none")))
                .isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("There is no file")
                .contains("Name the file")
                .contains("No key is known")
                .contains("not found")
                .doesNotContain("intact");
        assertThat(directory.resolve("none.mv.db")).doesNotExist();
    }

    private String exported() {
        return trail.file.existing().orElseThrow().toString();
    }

    private int run(String... options) throws SQLException {
        var args = new ArrayList<>(List.of(VerifyAudit.COMMAND));
        args.addAll(List.of(options));
        try (var connection = trail.source.getConnection()) {
            addUnlessGiven(
                    args, "--spring.datasource.url=", connection.getMetaData().getURL());
        }
        addUnlessGiven(args, "--spring.datasource.username=", "sa");
        addUnlessGiven(args, "--handrail.home=", directory.toString());
        addUnlessGiven(args, "--HANDRAIL_AUDIT_PUBLIC_KEYS=", KEY.publicKey());
        return VerifyAudit.run(args.toArray(String[]::new), new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private static void addUnlessGiven(List<String> args, String option, String value) {
        if (args.stream().noneMatch(arg -> arg.startsWith(option))) {
            args.add(option + value);
        }
    }
}

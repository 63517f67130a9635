package care.handrail.audit.seal;

import static care.handrail.audit.seal.TrailOnDatabase.CHANGELOGS;
import static care.handrail.audit.seal.TrailOnDatabase.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.RoomDatabase;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how fast a trail is sealed and checked; see tools/bench/README.md. */
class VerificationBenchmark {

    private static final int ROWS = Integer.getInteger("rows", 200_000);

    @TempDir
    private Path directory;

    @Test
    void onPostgres() {
        run("PostgreSQL", RoomDatabase.postgres(CHANGELOGS), "generate_series(1, " + ROWS + ") as r(n)");
    }

    @Test
    void onH2() {
        run("H2", RoomDatabase.h2(CHANGELOGS), "(select X as n from system_range(1, " + ROWS + ")) r");
    }

    private void run(String name, DataSource database, String numbers) {
        var trail = new TrailOnDatabase(database, directory.resolve(name + ".ndjson"));
        trail.sql.update("""
                insert into AUDIT_EVENT (HAPPENED_AT, USER_ID, ROLES, KIND, OUTCOME, PATIENT_ID, EPISODE_ID, OBJECT,
                    TASK_ID, DETAIL, CLIENT_ADDRESS, REQUEST_ID)
                select current_timestamp, concat('nurse-', n), 'nursing', 'FORM_VIEWED', 'ALLOWED',
                    '3f0c8a54-7a55-4c8e-9c1e-2f8f2f0a9d11', '9b1d1c2e-52e7-4d43-8f0a-6f1f0f7f4c22',
                    'form:CaptureDetails', '5a0f4f52-1c6e-4c3f-8f59-0d7a3f1d8e33', 'identity,contact', '192.0.2.7',
                    'b7e0a1c4-33f6-4b1f-a6a3-7f9d2a5c6e44'
                from %s
                """.formatted(numbers));
        print(name + " sealed", () -> trail.sealer(KEY).sealAll(Instant.now()));
        trail.export();
        for (int round = 1; round <= 4; round++) {
            print(name + " checked, round " + round, () -> {
                var checked = new Verifier(database, TrailOnDatabase.trusted(KEY))
                        .verify(trail.file.existing().orElseThrow(), Instant.now());
                assertThat(checked.findings()).isEmpty();
                assertThat(checked.events()).isEqualTo(ROWS);
            });
        }
    }

    private static void print(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        var took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "%s: %,d rows in %,d ms, %,d rows/s (load %.1f)%n",
                what,
                ROWS,
                took.toMillis(),
                ROWS * 1_000L / Math.max(1, took.toMillis()),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}

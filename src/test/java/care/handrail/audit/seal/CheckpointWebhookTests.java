package care.handrail.audit.seal;

import static care.handrail.audit.seal.TrailOnDatabase.CHANGELOGS;
import static care.handrail.audit.seal.TrailOnDatabase.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.RoomDatabase;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWebhookTests {

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private final AuditNotes notes = new AuditNotes();
    private TrailOnDatabase trail;
    private SealSchedule schedule;
    private int refusesFrom = Integer.MAX_VALUE;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/checkpoints", exchange -> {
            var line = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refused = taken.size() >= refusesFrom;
            if (!refused) {
                taken.add(line);
            }
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
            exchange.close();
        });
        receiver.start();
        trail = new TrailOnDatabase(RoomDatabase.h2(CHANGELOGS), directory.resolve("checkpoints.ndjson"));
        trail.fill();
        Files.delete(directory.resolve("checkpoints.ndjson"));
        var webhook = new CheckpointWebhook(
                trail.sql, "http://localhost:" + receiver.getAddress().getPort() + "/checkpoints");
        schedule = new SealSchedule(
                trail.sealer(KEY), trail.checkpoints, List.of(webhook, trail.file), new Witness(trail.sql), notes);
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    @Test
    void tellsEveryCheckpointOnceAndInOrder() {
        schedule.look();
        schedule.look();

        assertThat(taken)
                .containsExactlyElementsOf(trail.checkpoints.after(0, 10).stream()
                        .map(CheckpointText::line)
                        .toList());
    }

    @Test
    void goesOnWithWhatWasNotTaken() {
        refusesFrom = 3;
        schedule.look();
        assertThat(taken).hasSize(3);

        refusesFrom = Integer.MAX_VALUE;
        schedule.look();

        assertThat(taken).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void recordsEachOutageOfTheReceiverOnce() {
        var outage = AuditEvent.of(Kind.INTEGRATION_FAILED, null, null, "export:webhook")
                .with("ServiceUnavailable");
        refusesFrom = 3;
        schedule.look();
        schedule.look();
        assertThat(notes.events).containsExactly(outage);

        refusesFrom = Integer.MAX_VALUE;
        schedule.look();
        assertThat(notes.events).containsExactly(outage);

        refusesFrom = 0;
        trail.write("nurse", trail.now());
        schedule.look();
        assertThat(notes.events).containsExactly(outage, outage);
    }

    @Test
    void aRefusalDoesNotKeepTheFileFromItsCheckpoints() throws IOException {
        refusesFrom = 0;

        schedule.look();

        assertThat(Files.readAllLines(directory.resolve("checkpoints.ndjson"))).hasSize(8);
    }

    @Test
    void tellsOnceThatARestoredTrailEndsBeforeWhatWasExported() throws IOException {
        schedule.look();
        var file = directory.resolve("checkpoints.ndjson");
        restoreAsAfterBatch(5);
        trail.write("nurse", trail.now());
        trail.seal(KEY);

        schedule.look();
        schedule.look();

        assertThat(notes.events)
                .containsExactly(AuditEvent.of(Kind.TRAIL_DAMAGED, null, null, "export:file")
                        .with("ends-before-what-was-exported"));
        assertThat(Files.readAllLines(file)).hasSize(8);
        assertThat(trail.verify().intact()).isFalse();

        // What docs/operations.md says to do.
        var aside = directory.resolve("before-the-restore.ndjson");
        Files.move(file, aside);
        schedule.look();

        assertThat(Files.readAllLines(file)).hasSize(6);
        assertThat(trail.verify().intact()).isTrue();
        assertThat(Files.readAllLines(aside).subList(0, 5))
                .isEqualTo(Files.readAllLines(file).subList(0, 5));
    }

    private void restoreAsAfterBatch(long batch) {
        trail.sql.update(
                "delete from AUDIT_EVENT where EVENT_NO in (select EVENT_NO from AUDIT_LEAF where BATCH_NO > ?)",
                batch);
        for (var table : List.of("AUDIT_LEAF", "AUDIT_CHECKPOINT", "AUDIT_CHECKPOINT_SENT")) {
            trail.sql.update("delete from " + table + " where BATCH_NO > ?", batch);
        }
    }

    @Test
    void sealsAndTellsWhatIsLeftWhenTheClinicStops() {
        trail.write("nurse", trail.now());

        schedule.stop();

        assertThat(taken).hasSize(9);
    }
}

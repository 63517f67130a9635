package care.handrail.patients.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.patients.ScannerSilentException;
import care.handrail.patients.intake.VirusScan.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A daemon on loopback that speaks as clamd(8) documents INSTREAM. */
class ClamAvTests {

    @Test
    void sendsTheWholeFileAndTakesInWhatIsClean() throws Exception {
        var file = new byte[200_001];
        new Random(1).nextBytes(file);
        try (var daemon = daemon()) {
            var received = answer(daemon, "stream: OK\0");
            assertThat(scanner(daemon).scan(file)).isEqualTo(Verdict.CLEAN);
            assertThat(received.join()).isEqualTo(file);
        }
    }

    @Test
    void tellsAVirus() throws Exception {
        try (var daemon = daemon()) {
            answer(daemon, "stream: Win.Test.EICAR_HDB-1 FOUND\0");
            assertThat(scanner(daemon).scan(new byte[] {1})).isEqualTo(Verdict.INFECTED);
        }
    }

    @Test
    void takesInNothingWhileTheDaemonDoesNotAnswerAsItShould() throws Exception {
        int port;
        try (var daemon = daemon()) {
            port = daemon.getLocalPort();
            answer(daemon, "INSTREAM size limit exceeded. ERROR\0");
            assertThatThrownBy(() -> scanner(daemon).scan(new byte[] {1})).isInstanceOf(ScannerSilentException.class);
            answer(daemon, "");
            assertThatThrownBy(() -> scanner(daemon).scan(new byte[] {1})).isInstanceOf(ScannerSilentException.class);
        }
        assertThatThrownBy(() -> new ClamAv("127.0.0.1:" + port).scan(new byte[] {1}))
                .isInstanceOf(ScannerSilentException.class);
    }

    @Test
    void saysThatNobodyLookedWhereThereIsNoScanner() {
        assertThat(new ClamAv("").scan(new byte[] {1})).isEqualTo(Verdict.NOT_SCANNED);
        assertThatThrownBy(() -> new ClamAv("localhost")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ServerSocket daemon() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static ClamAv scanner(ServerSocket daemon) {
        return new ClamAv("127.0.0.1:" + daemon.getLocalPort());
    }

    private static CompletableFuture<byte[]> answer(ServerSocket daemon, String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (var client = daemon.accept();
                    var in = new DataInputStream(client.getInputStream())) {
                assertThat(new String(in.readNBytes(10), US_ASCII)).isEqualTo("zINSTREAM\0");
                var received = new ByteArrayOutputStream();
                for (int length = in.readInt(); length > 0; length = in.readInt()) {
                    received.writeBytes(in.readNBytes(length));
                }
                client.getOutputStream().write(answer.getBytes(US_ASCII));
                return received.toByteArray();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

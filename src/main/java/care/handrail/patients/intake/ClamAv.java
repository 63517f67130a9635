package care.handrail.patients.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import care.handrail.patients.ScannerSilentException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Sends files to a ClamAV daemon over TCP (clamd's command {@code INSTREAM}); off while no address is configured. What
 * is larger than the daemon's {@code StreamMaxLength} counts as not answered.
 */
@Component
public class ClamAv implements VirusScan {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PIECE = 64 * 1024;

    private final String host;
    private final int port;

    /** @param address {@code host:port}; empty for no scanner */
    public ClamAv(@Value("${handrail.documents.clamav:}") String address) {
        if (address.isBlank()) {
            this.host = "";
            this.port = 0;
            return;
        }
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "handrail.documents.clamav must be host:port, for example localhost:3310.");
        }
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
    }

    @Override
    public Verdict scan(byte[] content) {
        if (host.isEmpty()) {
            return Verdict.NOT_SCANNED;
        }
        String answer = ask(content);
        if (answer.endsWith(" FOUND")) {
            return Verdict.INFECTED;
        }
        if (answer.equals("stream: OK")) {
            return Verdict.CLEAN;
        }
        throw new ScannerSilentException(new IOException("ClamAV did not say OK"));
    }

    private String ask(byte[] content) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            var out = new DataOutputStream(socket.getOutputStream());
            // The z before a command says that command and answer end with a zero byte.
            out.write("zINSTREAM\0".getBytes(US_ASCII));
            for (int at = 0; at < content.length; at += PIECE) {
                int length = Math.min(PIECE, content.length - at);
                out.writeInt(length);
                out.write(content, at, length);
            }
            out.writeInt(0);
            out.flush();
            return new String(socket.getInputStream().readNBytes(512), US_ASCII)
                    .replace("\0", "")
                    .strip();
        } catch (IOException e) {
            throw new ScannerSilentException(e);
        }
    }
}

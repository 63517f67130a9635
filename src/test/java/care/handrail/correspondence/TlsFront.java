package care.handrail.correspondence;

import care.handrail.correspondence.EmailProperties.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks TLS for a mail server that does not, for one connection. */
final class TlsFront implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SSLContext context;
    private final int serverPort;
    private volatile boolean secret;

    TlsFront(SSLContext context, Tls tls, int serverPort) throws IOException {
        this.context = context;
        this.serverPort = serverPort;
        threads.submit(() -> {
            try (var plain = socket.accept();
                    var server = new Socket("127.0.0.1", serverPort)) {
                if (tls == Tls.STARTTLS) {
                    agreeOnTls(plain);
                    readLine(server.getInputStream()); // the greeting, which the client has had
                }
                speak(plain, server);
            }
            return null;
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Tells whether a client has agreed on TLS. */
    boolean secret() {
        return secret;
    }

    private static void agreeOnTls(Socket client) throws IOException {
        say(client, "220 localhost");
        readLine(client.getInputStream());
        say(client, "250-localhost");
        say(client, "250 STARTTLS");
        readLine(client.getInputStream());
        say(client, "220 Go on");
    }

    private void speak(Socket plain, Socket server) throws IOException {
        try (var client =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true)) {
            client.setUseClientMode(false);
            client.startHandshake();
            secret = true;
            threads.submit(() -> pass(server.getInputStream(), client.getOutputStream()));
            pass(client.getInputStream(), server.getOutputStream());
        }
    }

    private static Void pass(InputStream in, OutputStream out) throws IOException {
        var bytes = new byte[8192];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            out.write(bytes, 0, read);
            out.flush();
        }
        return null;
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private static void readLine(InputStream in) throws IOException {
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {}
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdown();
    }
}

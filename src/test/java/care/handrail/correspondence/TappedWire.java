package care.handrail.correspondence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a mail client and a mail server, and does something once when a certain byte comes by.
 *
 * <p>What the client had written before it died still reaches the server, as it does when the machine goes on running.
 */
final class TappedWire implements AutoCloseable {

    /**
     * When something is done.
     *
     * @param connection number of the connection, from 0
     * @param offset number of the byte in the one direction, from 0
     * @param after how many milliseconds after the byte was passed on; below zero for before
     */
    record Moment(int connection, boolean fromServer, int offset, int after) {}

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int serverPort;
    private final Moment moment;
    private final Runnable act;

    private final AtomicInteger fromClient = new AtomicInteger();
    private final AtomicInteger fromServer = new AtomicInteger();
    private boolean acted;

    TappedWire(int serverPort, Moment moment, Runnable act) throws IOException {
        this.serverPort = serverPort;
        this.moment = moment;
        this.act = act;
        threads.submit(this::connect);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void connect() {
        for (int connection = 0; ; connection++) {
            try {
                var client = socket.accept();
                var server = new Socket("127.0.0.1", serverPort);
                int number = connection;
                threads.submit(() -> pass(client, server, number, false));
                threads.submit(() -> pass(server, client, number, true));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /** Returns how many bytes the server has said. */
    int saidByServer() {
        return fromServer.get();
    }

    /** Returns how many bytes the client has said. */
    int saidByClient() {
        return fromClient.get();
    }

    private void pass(Socket from, Socket to, int connection, boolean byServer) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var bytes = new byte[8192];
            int passed = 0;
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                boolean now = connection == moment.connection
                        && byServer == moment.fromServer
                        && moment.offset >= passed
                        && moment.offset < passed + read;
                passed += read;
                (byServer ? fromServer : fromClient).addAndGet(read);
                if (now && moment.after < 0) {
                    actOnce();
                }
                out.write(bytes, 0, read);
                out.flush();
                if (now && moment.after >= 0) {
                    TimeUnit.MILLISECONDS.sleep(moment.after);
                    actOnce();
                }
            }
        } catch (IOException e) {
            // One of the two has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void actOnce() {
        if (!acted) {
            acted = true;
            act.run();
        }
    }

    /** Waits until everything that was said has been passed on. */
    void awaitQuiet() throws InterruptedException {
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The wire is still busy.");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdown();
    }
}

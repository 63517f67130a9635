package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.correspondence.TappedWire.Moment;
import care.handrail.testing.RoomDatabase;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Kills the sender with SIGKILL at seeded random points while it speaks with a real mail server, has another one go on,
 * and counts what the server got. {@code -Dhandrail.kills=50 -Dhandrail.seed=…} for more and for others.
 */
class KilledSenderTests {

    private static final int KILLS = Integer.getInteger("handrail.kills", 10);
    private static final long SEED = Long.getLong("handrail.seed", 20261121);

    /** Each sender has this many messages to send; it dies at one of them. */
    private static final int MESSAGES = 2;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final DataSource database = RoomDatabase.postgres(PostOffice.CHANGELOGS);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void whoeverIsKilledWhileSendingMakesNobodyGetAThingTwiceOrNotAtAll() throws Exception {
        var random = new Random(SEED);
        var recovered = KilledSender.office(database, server.getSmtp().getPort());
        var conversation = measure();
        var results = new TreeMap<String, Integer>();
        Child next = new Child(conversation, random);
        for (int kill = 1; kill <= KILLS; kill++) {
            var child = next;
            next = kill < KILLS ? new Child(conversation, random) : child;
            var ids = Stream.generate(() -> recovered.ask("email", null))
                    .limit(MESSAGES)
                    .toList();
            child.die(ids);
            ids.forEach(id -> count(results, child, recovered, id));
        }
        System.out.printf("%d kills of %d messages each, seed %d: %s%n", KILLS, MESSAGES, SEED, results);
        // A message that was handed over and never reached the server: only a kill between two instructions does that.
        assertThat(results.getOrDefault("uncertain, and the server has not got it", 0))
                .isLessThanOrEqualTo(KILLS / 50);
    }

    private void count(TreeMap<String, Integer> results, Child child, PostOffice office, String id) {
        var before = office.state(id);
        var after = office.sender.send(id);
        int received = received(id);
        var what = child.moment + " left " + before + " and it became " + after;
        if (after == DispatchState.UNCERTAIN) {
            // The server accepted it, and we were killed before we could commit that it had.
            assertThat(before).as(what).isEqualTo(DispatchState.HANDED_OVER);
            assertThat(received).as(what).isLessThanOrEqualTo(1);
            assertThat(office.sender.send(id)).isEqualTo(DispatchState.UNCERTAIN);
            results.merge(
                    received == 1 ? "uncertain, and the server has got it" : "uncertain, and the server has not got it",
                    1,
                    Integer::sum);
        } else {
            assertThat(after).as(what).isEqualTo(DispatchState.SENT);
            assertThat(received).as(what).isEqualTo(1);
            results.merge("sent once, " + before.code() + " at the kill", 1, Integer::sum);
        }
    }

    private int received(String id) {
        return (int) Stream.of(server.getReceivedMessagesForDomain(PostOffice.addressOf(id)))
                .filter(message -> {
                    try {
                        return message.getMessageID().startsWith("<" + id + "@");
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .count();
    }

    /** How many bytes a conversation has, by who says them. */
    private record Conversation(int client, int server) {}

    /** Has one message sent without a kill, and counts. */
    private Conversation measure() throws Exception {
        var never = new Moment(Integer.MAX_VALUE, false, 0, 0);
        try (var wire = new TappedWire(server.getSmtp().getPort(), never, () -> {})) {
            var office = KilledSender.office(database, wire.port());
            assertThat(office.sender.send(office.ask("email", null))).isEqualTo(DispatchState.SENT);
            return new Conversation(wire.saidByClient(), wire.saidByServer());
        }
    }

    /** A sender in a process of its own, and the moment at which it will be killed. */
    private final class Child {

        private final Moment moment;
        private final TappedWire wire;
        private final Process process;

        Child(Conversation conversation, Random random) throws IOException, SQLException {
            boolean fromServer = random.nextInt(3) > 0;
            int said = fromServer ? conversation.server : conversation.client;
            moment = new Moment(random.nextInt(MESSAGES), fromServer, random.nextInt(said), random.nextInt(20) - 10);
            wire = new TappedWire(server.getSmtp().getPort(), moment, this::kill);
            String url;
            try (var connection = database.getConnection()) {
                url = connection.getMetaData().getURL();
            }
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledSender.class.getName(),
                            url,
                            String.valueOf(wire.port())))
                    .redirectErrorStream(true)
                    .start();
        }

        private void kill() {
            process.destroyForcibly();
        }

        /** Has it send until it dies, and what it had said arrive. A conversation may end before the moment comes. */
        void die(List<String> ids) throws Exception {
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var said = new ArrayList<String>();
            for (var line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
                assertThat(line).as("the sender did not start: " + said).isNotNull();
                said.add(line);
            }
            try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(String.join("\n", ids) + "\n");
            }
            for (var line = out.readLine(); line != null && !"all sent".equals(line); line = out.readLine()) {
                said.add(line);
            }
            kill();
            process.waitFor();
            wire.close();
            wire.awaitQuiet();
            assertThat(process.exitValue())
                    .as("killed at " + moment + ": " + said)
                    .isEqualTo(137);
        }
    }
}

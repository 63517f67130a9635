package care.handrail.pathways.store;

import care.handrail.pathways.Watched;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes what the inbox tells the watchdog, for tests without a clinic. */
public final class WatchedMessagesInTests {

    private WatchedMessagesInTests() {}

    public static Watched watched(JdbcClient database) {
        return new WatchedMessages(database);
    }
}

package care.handrail.pathways.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the inbox takes in.
 *
 * @param messages names of the messages that others may send
 * @param ownMessages names of those that only our own processes send each other
 * @param lastingMessages names of those of either kind that are kept for as long as the process runs that they are for:
 *     it comes back to waiting for them
 * @param matchedBy by the name of a message, the variable that tells what it is about: a process that holds another value in it
 *     waits for news of something else
 * @param patience how long a message waits for a process to take it before people see it
 */
@ConfigurationProperties("handrail.inbox")
record InboxProperties(
        @DefaultValue Set<String> messages,
        @DefaultValue Set<String> ownMessages,
        @DefaultValue Set<String> lastingMessages,
        @DefaultValue Map<String, String> matchedBy,
        @DefaultValue("PT4H") Duration patience) {

    /** Returns the names of all messages that go through the inbox. */
    Set<String> names() {
        return Stream.concat(messages.stream(), ownMessages.stream()).collect(Collectors.toUnmodifiableSet());
    }
}

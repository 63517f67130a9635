package care.handrail.pathways.engine;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the inbox takes in.
 *
 * @param messages names of the messages that others may send
 * @param patience how long a message waits for a process to take it before people see it
 */
@ConfigurationProperties("handrail.inbox")
record InboxProperties(
        @DefaultValue Set<String> messages,
        @DefaultValue("PT4H") Duration patience) {}

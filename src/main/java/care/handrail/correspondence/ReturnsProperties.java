package care.handrail.correspondence;

import care.handrail.shared.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mailbox that e-mails come back to which could not be delivered; read by IMAP.
 *
 * @param host empty when nobody reads it
 * @param tls whether from the first byte on; without it only on the same machine
 */
@ConfigurationProperties("handrail.correspondence.returns")
record ReturnsProperties(
        @DefaultValue("") String host,
        @DefaultValue("993") int port,
        @DefaultValue("true") boolean tls,
        @DefaultValue("") String username,
        @DefaultValue("") String password) {

    ReturnsProperties {
        if (!host.isEmpty() && !tls && !EmailProperties.isSameMachine(host)) {
            throw new StartRefusedException(
                    "The mailbox for what comes back would be read in clear.",
                    "Set handrail.correspondence.returns.tls to true.");
        }
    }

    boolean isConfigured() {
        return !host.isEmpty();
    }

    /** Returns nothing of the password. */
    @Override
    public String toString() {
        return "ReturnsProperties[host=" + host + ", port=" + port + "]";
    }
}

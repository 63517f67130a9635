package care.handrail.correspondence;

import care.handrail.shared.StartRefusedException;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The clinic's mail server.
 *
 * @param host empty when the clinic sends no e-mail
 * @param tls how the connection is kept secret; none only to a server on the same machine
 * @param username empty when the server asks for none
 * @param from address that recipients see
 * @param returnTo address that what cannot be delivered is sent back to; empty for {@code from}
 */
@ConfigurationProperties("handrail.correspondence.email")
record EmailProperties(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("starttls") Tls tls,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String from,
        @DefaultValue("") String returnTo) {

    private static final Set<String> SAME_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** How a connection is kept secret. */
    enum Tls {
        /** Asked for after connecting; without it nothing is sent. */
        STARTTLS,
        /** From the first byte on. */
        IMPLICIT,
        NONE
    }

    EmailProperties {
        if (!host.isEmpty() && from.isEmpty()) {
            throw new StartRefusedException(
                    "A mail server is given, and no address to send from.",
                    "Set handrail.correspondence.email.from, for example to clinic@example.org.");
        }
        if (!host.isEmpty() && tls == Tls.NONE && !isSameMachine(host)) {
            throw new StartRefusedException(
                    "E-mail would leave this machine in clear.",
                    "Set handrail.correspondence.email.tls to starttls or implicit.");
        }
    }

    static boolean isSameMachine(String host) {
        return SAME_MACHINE.contains(host);
    }

    boolean isConfigured() {
        return !host.isEmpty();
    }

    /** Returns nothing of the password. */
    @Override
    public String toString() {
        return "EmailProperties[host=" + host + ", port=" + port + ", tls=" + tls + "]";
    }
}

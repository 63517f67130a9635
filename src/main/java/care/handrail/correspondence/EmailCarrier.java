package care.handrail.correspondence;

import care.handrail.correspondence.EmailProperties.Tls;
import care.handrail.correspondence.NotDeliveredException.Kind;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sends e-mail by SMTP (RFC 5321) over TLS.
 *
 * <p>A server accepts a message with its answer to the end of the data, the line with a single dot, and not before. So the
 * last moment is right before that line: whoever dies earlier has sent nothing.
 */
@Component
class EmailCarrier implements Carrier {

    private static final String CONNECT_WITHIN = "5000";

    /** Shorter than a job's lock, so that nobody takes the job over while the server is still expected to answer. */
    private static final String ANSWER_WITHIN = "15000";

    private static final Logger log = LoggerFactory.getLogger(EmailCarrier.class);

    private final EmailProperties server;
    private final @Nullable SSLSocketFactory trusted;

    @Autowired
    EmailCarrier(EmailProperties server) {
        this(server, null);
    }

    /** Trusts the certificates that the factory trusts; null for those that the Java runtime does. */
    EmailCarrier(EmailProperties server, @Nullable SSLSocketFactory trusted) {
        this.server = server;
        this.trusted = trusted;
    }

    @Override
    public String channel() {
        return "email";
    }

    @Override
    public boolean isConfigured() {
        return server.isConfigured();
    }

    @Override
    public boolean reaches(Address address) {
        try {
            parse(address);
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    @Override
    public @Nullable String carry(Outgoing outgoing, LastMoment lastMoment) throws NotDeliveredException {
        var session = session();
        var handedOver = new AtomicBoolean();
        try {
            var message = message(session, outgoing, () -> {
                lastMoment.handOver();
                handedOver.set(true);
            });
            var transport = session.getTransport("smtp");
            try {
                connect(transport);
                transport.sendMessage(message, message.getAllRecipients());
            } finally {
                close(transport);
            }
            return null;
        } catch (MessagingException e) {
            throw explained(e, handedOver.get());
        }
    }

    private void connect(Transport transport) throws NotDeliveredException {
        try {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.username().isEmpty() ? null : server.username(),
                    server.password().isEmpty() ? null : server.password());
        } catch (MessagingException e) {
            throw new NotDeliveredException(Kind.LATER, "server-unreachable");
        }
    }

    /** Says goodbye. What the server has accepted it has accepted, whatever it answers to that. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("The mail server did not take leave.");
        }
    }

    private static NotDeliveredException explained(MessagingException failure, boolean handedOver) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof TooLate late) {
                throw late.reason;
            }
            if (cause instanceof SMTPAddressFailedException refused && refused.getReturnCode() >= 500) {
                return new NotDeliveredException(Kind.REFUSED, "address-refused");
            }
            if (handedOver && cause instanceof SMTPSendFailedException refused && refused.getReturnCode() >= 400) {
                return refused.getReturnCode() >= 500
                        ? new NotDeliveredException(Kind.REFUSED, "content-refused")
                        : new NotDeliveredException(Kind.LATER, "server-busy");
            }
        }
        return handedOver
                ? new NotDeliveredException(Kind.UNCERTAIN, "no-answer")
                : new NotDeliveredException(Kind.LATER, "server-busy");
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException message && message.getNextException() != null
                ? message.getNextException()
                : failure.getCause();
    }

    private Session session() {
        var settings = new Properties();
        settings.put("mail.smtp.auth", String.valueOf(!server.username().isEmpty()));
        settings.put("mail.smtp.connectiontimeout", CONNECT_WITHIN);
        settings.put("mail.smtp.timeout", ANSWER_WITHIN);
        settings.put("mail.smtp.writetimeout", ANSWER_WITHIN);
        // Whether the server says goodbye changes nothing of what it has accepted.
        settings.put("mail.smtp.quitwait", "false");
        settings.put("mail.smtp.from", server.returnTo().isEmpty() ? server.from() : server.returnTo());
        settings.put("mail.smtp.starttls.enable", String.valueOf(server.tls() == Tls.STARTTLS));
        settings.put("mail.smtp.starttls.required", String.valueOf(server.tls() == Tls.STARTTLS));
        settings.put("mail.smtp.ssl.enable", String.valueOf(server.tls() == Tls.IMPLICIT));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        if (trusted != null) {
            settings.put("mail.smtp.ssl.socketFactory", trusted);
        }
        return Session.getInstance(settings);
    }

    private MimeMessage message(Session session, Outgoing outgoing, LastMoment lastMoment) throws MessagingException {
        var message = new IdentifiedMessage(session, outgoing.id(), domain(), lastMoment);
        message.setFrom(server.from());
        message.setRecipient(Message.RecipientType.TO, parse(outgoing.to()));
        message.setSubject(outgoing.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(new Date());
        // Nobody's holiday notice is to come back to us (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        if (outgoing.attachments().isEmpty()) {
            message.setText(outgoing.text(), StandardCharsets.UTF_8.name());
        } else {
            var parts = new MimeMultipart();
            var text = new MimeBodyPart();
            text.setText(outgoing.text(), StandardCharsets.UTF_8.name());
            parts.addBodyPart(text);
            for (var attachment : outgoing.attachments()) {
                var part = new MimeBodyPart();
                part.setDataHandler(
                        new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.mediaType())));
                part.setFileName(attachment.fileName());
                parts.addBodyPart(part);
            }
            message.setContent(parts);
        }
        message.saveChanges();
        return message;
    }

    private static InternetAddress parse(Address address) throws AddressException {
        var parsed = new InternetAddress(address.email() == null ? "" : address.email(), true);
        if (parsed.isGroup() || !parsed.getAddress().contains("@")) {
            throw new AddressException("not an address");
        }
        return parsed;
    }

    private String domain() {
        return server.from().substring(server.from().lastIndexOf('@') + 1).replace(">", "");
    }

    /** Carries the intent's id as its own in every try, and says when the last moment has come. */
    private static final class IdentifiedMessage extends MimeMessage {

        private final String id;
        private final String domain;
        private final LastMoment lastMoment;

        IdentifiedMessage(Session session, String id, String domain, LastMoment lastMoment) {
            super(session);
            this.id = id;
            this.domain = domain;
            this.lastMoment = lastMoment;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + "@" + domain + ">");
        }

        @Override
        public void writeTo(OutputStream out, String @Nullable [] without) throws IOException, MessagingException {
            super.writeTo(out, without);
            out.flush();
            try {
                lastMoment.handOver();
            } catch (RuntimeException e) {
                throw new TooLate(e);
            }
        }
    }

    /** Breaks the connection off before the end of the data. */
    private static final class TooLate extends IOException {

        private final RuntimeException reason;

        TooLate(RuntimeException reason) {
            super("not to be sent after all");
            this.reason = reason;
        }
    }
}

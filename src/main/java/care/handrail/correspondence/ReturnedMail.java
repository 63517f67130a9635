package care.handrail.correspondence;

import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads delivery status notifications (RFC 3464) from the mailbox that they come back to. */
@Component
class ReturnedMail {

    private static final Logger log = LoggerFactory.getLogger(ReturnedMail.class);

    private static final Pattern OUR_ID =
            Pattern.compile("<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@");

    private static final Pattern FAILED = Pattern.compile("(?im)^Action:\\s*failed\\s*$");

    private final ReturnsProperties mailbox;

    ReturnedMail(ReturnsProperties mailbox) {
        this.mailbox = mailbox;
    }

    /**
     * Tells of each message that came back, by the id of its intent, and removes it from the mailbox when the teller
     * returns; one of which the teller fails stays for the next time. What is not understood stays there and is marked, for
     * a person to read. No message keeps the others from being read.
     */
    void read(Consumer<String> cameBack) {
        if (!mailbox.isConfigured()) {
            return;
        }
        var protocol = mailbox.tls() ? "imaps" : "imap";
        var settings = new Properties();
        settings.put("mail." + protocol + ".connectiontimeout", "5000");
        settings.put("mail." + protocol + ".timeout", "15000");
        settings.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        try (var store = Session.getInstance(settings).getStore(protocol)) {
            store.connect(mailbox.host(), mailbox.port(), mailbox.username(), mailbox.password());
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                for (var message : inbox.getMessages()) {
                    take(message, cameBack);
                }
                inbox.expunge();
            }
        } catch (MessagingException e) {
            log.warn(
                    "The mailbox for what comes back cannot be read: {}",
                    e.getClass().getName());
        }
    }

    private static void take(Message message, Consumer<String> cameBack) {
        try {
            if (message.isSet(Flags.Flag.FLAGGED)) {
                return;
            }
            var id = readableId(message);
            if (id.isPresent()) {
                cameBack.accept(id.get());
                message.setFlag(Flags.Flag.DELETED, true);
            } else {
                log.warn(
                        "A message in the mailbox for what comes back is not understood. Somebody should read it there.");
                message.setFlag(Flags.Flag.FLAGGED, true);
            }
        } catch (MessagingException | RuntimeException e) {
            log.error(
                    "A message in the mailbox for what comes back has to wait: {}",
                    e.getClass().getName());
        }
    }

    /** Returns what {@link #failedId} does, and nothing of a message that cannot be read. */
    private static Optional<String> readableId(Message message) {
        try {
            return failedId(message);
        } catch (MessagingException | IOException | RuntimeException e) {
            log.warn(
                    "A message in the mailbox for what comes back cannot be read: {}",
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    /** Returns the id of the intent that a notification says could not be delivered. */
    private static Optional<String> failedId(Message message) throws MessagingException, IOException {
        if (!message.isMimeType("multipart/report") || !(message.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        boolean failed = false;
        @Nullable String id = null;
        for (int i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status")) {
                failed = FAILED.matcher(text(part)).find();
            } else if (part.isMimeType("message/rfc822") || part.isMimeType("text/rfc822-headers")) {
                try (var in = part.getInputStream()) {
                    @Nullable String header = new InternetHeaders(in).getHeader("Message-ID", null);
                    var ours = OUR_ID.matcher(header == null ? "" : header);
                    id = ours.find() ? ours.group(1) : null;
                }
            }
        }
        return failed ? Optional.ofNullable(id) : Optional.empty();
    }

    private static String text(BodyPart part) throws MessagingException, IOException {
        try (var in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.shared.StartRefusedException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail that comes back, read from a real mailbox. */
class ReturnedMailTests {

    static final String MAILBOX = "returns@clinic.example.org";

    private static final String ID = "5f0d4a52-9b5b-4f35-8d75-3e6f0f2f8a11";
    private static final String ANOTHER_ID = "0a3f9c1e-52d7-4c1b-9a53-6e1d7b0c2f48";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final List<String> cameBack = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
        server.setUser(MAILBOX, "returns", "Sesame-7");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void tellsWhichMessageCameBackAndRemovesTheNotice() throws Exception {
        arrives(notice(ID, "failed"));
        read();
        assertThat(cameBack).containsExactly(ID);
        assertThat(left()).isZero();
    }

    @Test
    void aNoticeStaysUntilItWasTold() throws Exception {
        arrives(notice(ID, "failed"));
        arrives(notice(ANOTHER_ID, "failed"));
        mail().read(id -> {
            if (id.equals(ID)) {
                throw new IllegalStateException("no database");
            }
            cameBack.add(id);
        });
        assertThat(cameBack).containsExactly(ANOTHER_ID);
        assertThat(left()).isEqualTo(1);
        read();
        assertThat(cameBack).containsExactly(ANOTHER_ID, ID);
        assertThat(left()).isZero();
    }

    @Test
    void aMessageThatCannotBeReadIsMarkedForAPersonAndKeepsNoOtherFromBeingRead() throws Exception {
        arrives(notice(ID, "failed")
                .replace(
                        "Content-Type: text/rfc822-headers\r\n\r\n",
                        "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\nA"));
        arrives(notice(ANOTHER_ID, "failed"));
        read();
        assertThat(cameBack).containsExactly(ANOTHER_ID);
        assertThat(left()).isEqualTo(1);
        assertThat(server.getManagers()
                        .getImapHostManager()
                        .getInbox(server.getUserManager().getUserByEmail(MAILBOX))
                        .getMessages())
                .allSatisfy(message -> assertThat(message.getFlags().contains(Flags.Flag.FLAGGED))
                        .isTrue());
    }

    @Test
    void whatIsNotUnderstoodStaysAndIsMarkedForAPerson() throws Exception {
        arrives(notice(ID, "delayed"));
        arrives(notice("somebody-elses", "failed"));
        arrives("Subject: I am away\n\nUntil Monday.\n");
        read();
        read();
        assertThat(cameBack).isEmpty();
        assertThat(left()).isEqualTo(3);
        assertThat(server.getManagers()
                        .getImapHostManager()
                        .getInbox(server.getUserManager().getUserByEmail(MAILBOX))
                        .getMessages())
                .allSatisfy(message -> assertThat(message.getFlags().contains(Flags.Flag.FLAGGED))
                        .isTrue());
    }

    @Test
    void readsNothingWithoutAMailboxAndWaitsForOneThatIsNotThere() {
        new ReturnedMail(new ReturnsProperties("", 993, true, "", "")).read(cameBack::add);
        int port = server.getImap().getPort();
        server.stop();
        new ReturnedMail(new ReturnsProperties("127.0.0.1", port, false, "returns", "Sesame-7")).read(cameBack::add);
        assertThat(cameBack).isEmpty();
    }

    @Test
    void readsInClearOnTheSameMachineOnly() {
        assertThatThrownBy(() -> new ReturnsProperties("imap.example.org", 143, false, "returns", "Sesame-7"))
                .isInstanceOf(StartRefusedException.class);
        assertThat(new ReturnsProperties("localhost", 143, false, "returns", "Sesame-7").toString())
                .doesNotContain("Sesame-7");
    }

    private void read() {
        mail().read(cameBack::add);
    }

    private ReturnedMail mail() {
        return new ReturnedMail(
                new ReturnsProperties("127.0.0.1", server.getImap().getPort(), false, "returns", "Sesame-7"));
    }

    private void arrives(String message) throws Exception {
        arrivesAt(server, message);
    }

    static void arrivesAt(GreenMail server, String message) throws Exception {
        server.getUserManager()
                .getUserByEmail(MAILBOX)
                .deliver(new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII))));
    }

    private int left() throws Exception {
        return server.getManagers()
                .getImapHostManager()
                .getInbox(server.getUserManager().getUserByEmail(MAILBOX))
                .getMessageCount();
    }

    /** Returns what a mail server sends back (RFC 3464). */
    static String notice(String id, String action) {
        return """
                From: MAILER-DAEMON@mail.example.org
                To: returns@clinic.example.org
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="part"

                --part
                Content-Type: text/plain

                Nobody of that name is here.
                --part
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example.org

                Final-Recipient: rfc822; ottoline@example.org
                Action: %s
                Status: 5.1.1

                --part
                Content-Type: text/rfc822-headers

                From: clinic@clinic.example.org
                Message-ID: <%s@clinic.example.org>
                Subject: Your appointment

                --part--
                """.formatted(action, id).replace("\n", "\r\n");
    }
}

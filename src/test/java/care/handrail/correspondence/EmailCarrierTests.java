package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.correspondence.Carrier.Attachment;
import care.handrail.correspondence.Carrier.LastMoment;
import care.handrail.correspondence.Carrier.Outgoing;
import care.handrail.correspondence.EmailProperties.Tls;
import care.handrail.correspondence.NotDeliveredException.Kind;
import care.handrail.shared.StartRefusedException;
import care.handrail.testing.OwnCertificate;
import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** E-mail against a real server on this machine, and against one that misbehaves as it is told. */
class EmailCarrierTests {

    private static final String LOOPBACK = "127.0.0.1";

    private static final Address SOMEBODY = new Address("Ottoline Quarrie", "ottoline@example.org", null, List.of());

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTPS)
    });

    private boolean handedOver;
    private final LastMoment lastMoment = () -> handedOver = true;

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void sendsAMessageThatCarriesItsIdAndWhereItComesBackTo() throws Exception {
        server.start();
        carrier(server.getSmtp().getPort(), Tls.NONE).carry(outgoing(SOMEBODY, List.of()), lastMoment);
        assertThat(handedOver).isTrue();
        var message = server.getReceivedMessages()[0];
        assertThat(message.getHeader("Message-ID")).containsExactly("<intent-1@clinic.example.org>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("Return-Path")).containsExactly("<returns@clinic.example.org>");
        assertThat(message.getSubject()).isEqualTo("Your appointment – Ysbyty");
        assertThat(message.getContent().toString()).contains("Dydd Llun, naw o’r gloch");
    }

    @Test
    void sendsDocumentsAlong() throws Exception {
        server.start();
        var document = new Attachment("report.pdf", "application/pdf", new byte[] {1, 2, 3});
        carrier(server.getSmtp().getPort(), Tls.NONE).carry(outgoing(SOMEBODY, List.of(document)), lastMoment);
        var parts = (MimeMultipart) server.getReceivedMessages()[0].getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("report.pdf");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void sendsNothingToAServerWhoseCertificateNobodyVouchesFor() {
        server.start();
        assertThat(failure(carrier(server.getSmtps().getPort(), Tls.IMPLICIT))).isEqualTo(Kind.LATER);
        // Whoever signed it, it is another server's: GreenMail's names no host.
        var trusting =
                new EmailCarrier(properties(server.getSmtps().getPort(), Tls.IMPLICIT), new DummySSLSocketFactory());
        assertThat(failure(trusting)).isEqualTo(Kind.LATER);
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(handedOver).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Tls.class,
            names = {"STARTTLS", "IMPLICIT"})
    void sendsOverTlsToAServerThatIsWhoItSaysItIs(Tls tls, @TempDir Path directory) throws Exception {
        server.start();
        var certificate = OwnCertificate.forLocalhost(directory);
        try (var front =
                new TlsFront(certificate.server(), tls, server.getSmtp().getPort())) {
            var settings = new EmailProperties("localhost", front.port(), tls, "", "", "clinic@clinic.example.org", "");
            new EmailCarrier(settings, certificate.client().getSocketFactory())
                    .carry(outgoing(SOMEBODY, List.of()), lastMoment);
            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(front.secret()).isTrue();
        }
    }

    @Test
    void sendsNothingToAServerThatDoesNotOfferTls() {
        server.start();
        assertThat(failure(carrier(server.getSmtp().getPort(), Tls.STARTTLS))).isEqualTo(Kind.LATER);
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(handedOver).isFalse();
    }

    @Test
    void speaksInClearWithAServerOnTheSameMachineOnly() {
        assertThatThrownBy(() ->
                        new EmailProperties("mail.example.org", 25, Tls.NONE, "", "", "clinic@clinic.example.org", ""))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("E-mail would leave this machine in clear.");
        assertThatThrownBy(() -> new EmailProperties("mail.example.org", 25, Tls.STARTTLS, "", "", "", ""))
                .hasMessageContaining("no address to send from");
        assertThat(new EmailProperties("", 587, Tls.STARTTLS, "", "", "", "").isConfigured())
                .isFalse();
    }

    @Test
    void tellsNobodyThePassword() {
        assertThat(new EmailProperties("localhost", 25, Tls.NONE, "clinic", "Sesame-7", "a@b.example", "").toString())
                .doesNotContain("Sesame-7", "clinic");
    }

    @Test
    void breaksOffWhenItMustNotBeSentAfterAll() {
        server.start();
        var carrier = carrier(server.getSmtp().getPort(), Tls.NONE);
        assertThatThrownBy(() -> carrier.carry(outgoing(SOMEBODY, List.of()), () -> {
                    throw new UnsupportedOperationException("not wanted");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void isTriedLaterWhenTheServerIsNotThere() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            port = socket.getLocalPort();
        }
        assertThat(failure(carrier(port, Tls.NONE))).isEqualTo(Kind.LATER);
    }

    @ParameterizedTest
    @CsvSource({
        // When the server says what, and what follows. Only an answer to the end of the data is one to the message.
        "greeting, 554 No,               LATER",
        "MAIL,     550 Not from you,     LATER",
        "MAIL,     451 Try again,        LATER",
        "RCPT,     550 No such user,     REFUSED",
        "RCPT,     450 Mailbox busy,     LATER",
        "RCPT,     hang up,              LATER",
        "DATA,     451 Try again,        LATER",
        "end,      554 Not this message, REFUSED",
        "end,      452 Disk is full,     LATER",
        "end,      hang up,              UNCERTAIN"
    })
    void whatFollowsDependsOnWhenTheServerSaysNo(String when, String what, Kind kind) throws Exception {
        try (var moody = new MoodyServer(Map.of(when, what))) {
            assertThat(failure(carrier(moody.port(), Tls.NONE))).isEqualTo(kind);
            assertThat(handedOver).isEqualTo(when.equals("end"));
        }
    }

    @Test
    void isSentWhenTheServerHangsUpAfterItHasAccepted() throws Exception {
        try (var moody = new MoodyServer(Map.of("QUIT", "hang up"))) {
            carrier(moody.port(), Tls.NONE).carry(outgoing(SOMEBODY, List.of()), lastMoment);
            assertThat(moody.said()).contains("RCPT TO:<ottoline@example.org>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ottoline@example.org, true",
        "'', false",
        "nobody, false",
        "'a@b.example, c@d.example', false",
        "'a@b.example\r\nBcc: c@d.example', false"
    })
    void reachesOneAddressAndNoList(String email, boolean reached) {
        assertThat(carrier(25, Tls.NONE).reaches(new Address("", email, null, List.of())))
                .isEqualTo(reached);
    }

    private Kind failure(EmailCarrier carrier) {
        try {
            carrier.carry(outgoing(SOMEBODY, List.of()), lastMoment);
        } catch (NotDeliveredException e) {
            return e.kind();
        }
        throw new AssertionError("it was sent");
    }

    private static EmailCarrier carrier(int port, Tls tls) {
        return new EmailCarrier(properties(port, tls));
    }

    private static EmailProperties properties(int port, Tls tls) {
        return new EmailProperties(
                LOOPBACK, port, tls, "", "", "clinic@clinic.example.org", "returns@clinic.example.org");
    }

    private static Outgoing outgoing(Address to, List<Attachment> attachments) {
        return new Outgoing(
                "intent-1",
                1,
                "patient-1",
                "K7QM-2XWD",
                "AppointmentReminder",
                to,
                "Your appointment – Ysbyty",
                "Dydd Llun, naw o’r gloch\n.\nEnd",
                attachments);
    }

    /** Speaks enough SMTP for one message, and at one point says what it is told to, or nothing any more. */
    private static final class MoodyServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK));
        private final List<String> said = new ArrayList<>();
        private final CompletableFuture<Void> conversation;

        MoodyServer(Map<String, String> moods) throws IOException {
            conversation = CompletableFuture.runAsync(() -> speak(moods));
        }

        int port() {
            return socket.getLocalPort();
        }

        List<String> said() {
            conversation.join();
            return said;
        }

        private void speak(Map<String, String> moods) {
            try (var client = socket.accept();
                    var in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                var out = client.getOutputStream();
                boolean data = false;
                var at = "greeting";
                while (true) {
                    var answer = moods.getOrDefault(at, at.equals("DATA") ? "354 Go on" : "250 Fine");
                    if (answer.equals("hang up")) {
                        return;
                    }
                    if (!data) {
                        out.write(((at.equals("greeting") && answer.startsWith("250") ? "220 Hello" : answer) + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                        data = at.equals("DATA") && answer.startsWith("354");
                    }
                    var line = in.readLine();
                    if (line == null) {
                        return;
                    }
                    said.add(line);
                    if (data && line.equals(".")) {
                        data = false;
                        at = "end";
                    } else if (!data) {
                        at = line.length() < 4 ? line : line.substring(0, 4);
                    }
                }
            } catch (IOException e) {
                // The client has hung up first.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

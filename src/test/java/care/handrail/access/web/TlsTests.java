package care.handrail.access.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.OwnCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The profile {@code tls}, with a certificate of the test's own, on a server without the clinic. */
class TlsTests {

    private static ServletWebServerApplicationContext server;
    private static SSLContext client;

    @TestConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({ServletWebServerFactoryAutoConfiguration.class, SslAutoConfiguration.class})
    static class Server {}

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        var own = OwnCertificate.forLocalhost(directory);
        Files.writeString(
                directory.resolve("certificate.pem"),
                pem("CERTIFICATE", own.certificate().getEncoded()));
        Files.writeString(
                directory.resolve("key.pem"),
                pem("PRIVATE KEY", own.privateKey().getEncoded()));
        client = own.client();
        server = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Server.class)
                .profiles("tls")
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--HANDRAIL_TLS_CERTIFICATE=file:" + directory.resolve("certificate.pem"),
                        "--HANDRAIL_TLS_PRIVATE_KEY=file:" + directory.resolve("key.pem"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void speaksTheVersionsThatAreSafe(String version) throws IOException {
        try (var socket = socket()) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getCipherSuite())
                    .matches("TLS_(?:AES_256|CHACHA20|ECDHE_RSA_WITH_AES_256_GCM).*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
            })
    void refusesCiphersWithoutForwardSecrecyOrAuthenticatedEncryption(String cipher) throws IOException {
        try (var socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {cipher});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    /** Sends the beginning of a handshake by hand, because Java's own client does not speak these any more. */
    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void refusesOlderVersions(String version) throws IOException {
        var hello = version + "00".repeat(32) + "00" + "0006" + "c014" + "c013" + "0035" + "0100";
        var handshake = "01" + "%06x".formatted(hello.length() / 2) + hello;
        var record = "16" + version + "%04x".formatted(handshake.length() / 2) + handshake;
        try (var socket = new Socket("localhost", port())) {
            socket.getOutputStream().write(HexFormat.of().parseHex(record));
            var alert = read(socket.getInputStream());
            assertThat(alert)
                    .as("a fatal alert: the version of the protocol, or the handshake")
                    .matches("15.{4}000202(?:46|28)");
        }
    }

    @Test
    void answersNothingInClear() throws IOException {
        try (var socket = new Socket("localhost", port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .doesNotContain("200", "302")
                    .satisfiesAnyOf(
                            text -> assertThat(text).isEmpty(),
                            text -> assertThat(text).startsWith("HTTP/1.1 400"),
                            text -> assertThat(text.charAt(0)).isEqualTo('\u0015'));
        }
    }

    private static String read(InputStream in) throws IOException {
        return HexFormat.of().formatHex(in.readNBytes(7));
    }

    private static SSLSocket socket() throws IOException {
        return (SSLSocket) client.getSocketFactory().createSocket("localhost", port());
    }

    private static int port() {
        return server.getWebServer().getPort();
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }
}

package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.correspondence.Carrier.LastMoment;
import care.handrail.correspondence.Carrier.Outgoing;
import care.handrail.correspondence.NotDeliveredException.Kind;
import care.handrail.correspondence.SmsCarrier.Fate;
import care.handrail.shared.StartRefusedException;
import care.handrail.testing.RoomDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text messages against an HTTP server that answers as GOV.UK Notify documents it. */
class SmsCarrierTests {

    private static final String SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506";
    private static final String SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0";
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> paths = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private int status = 201;
    private String answer = "{\"id\": \"740e5834-3a29-46b4-9a6f-16142fde533a\"}";
    private boolean handedOver;
    private final LastMoment lastMoment = () -> handedOver = true;
    private HttpServer gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        gateway.createContext("/", exchange -> {
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            if (status == 0) {
                exchange.close();
                return;
            }
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void sendsTheTextWithOurOwnIdAndReturnsNotifys() throws Exception {
        assertThat(carrier().carry(outgoing(), lastMoment)).isEqualTo("740e5834-3a29-46b4-9a6f-16142fde533a");
        assertThat(handedOver).isTrue();
        assertThat(paths).containsExactly("POST /v2/notifications/sms");
        assertThat(JSON.readTree(bodies.get(0))).isEqualTo(JSON.readTree("""
                        {"phone_number": "07700 900123", "template_id": "template-1", "reference": "intent-1-2",
                         "personalisation": {"body": "Please call us."}}"""));
    }

    @Test
    void saysWhoItIsWithATokenThatOnlyItCanMake() throws Exception {
        carrier().carry(outgoing(), lastMoment);
        var parts = tokens.get(0).substring("Bearer ".length()).split("\\.");
        assertThat(decoded(parts[0])).isEqualTo(JSON.readTree("{\"typ\": \"JWT\", \"alg\": \"HS256\"}"));
        assertThat(decoded(parts[1]).get("iss").asText()).isEqualTo(SERVICE);
        assertThat(decoded(parts[1]).get("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(Base64.getUrlDecoder().decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "403, LATER",
        "429, LATER",
        "500, LATER",
        "503, LATER",
        "302, UNCERTAIN",
        "502, UNCERTAIN",
        "504, UNCERTAIN",
        "0,   UNCERTAIN"
    })
    void whatFollowsDependsOnWhetherItCanHaveBeenTaken(int answered, Kind kind) {
        status = answered;
        assertThatThrownBy(() -> carrier().carry(outgoing(), lastMoment))
                .isInstanceOfSatisfying(
                        NotDeliveredException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        assertThat(handedOver).isTrue();
    }

    @Test
    void isTriedLaterWhenTheGatewayIsNotThere() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> carrier(port).carry(outgoing(), lastMoment))
                .isInstanceOfSatisfying(
                        NotDeliveredException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LATER));
    }

    @Test
    void sendsNothingThatMustNotBeSentAfterAll() {
        assertThatThrownBy(() -> carrier().carry(outgoing(), () -> {
                    throw new UnsupportedOperationException("not wanted");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(paths).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "created,           ON_ITS_WAY",
        "sending,           ON_ITS_WAY",
        "delivered,         DELIVERED",
        "permanent-failure, NEVER_ARRIVES",
        "temporary-failure, NEVER_ARRIVES",
        "technical-failure, NEVER_ARRIVES"
    })
    void asksWhatBecameOfIt(String said, Fate fate) {
        status = 200;
        answer = "{\"status\": \"" + said + "\"}";
        assertThat(carrier().fateOf("740e5834")).contains(fate);
        assertThat(paths).containsExactly("GET /v2/notifications/740e5834");
        status = 500;
        assertThat(carrier().fateOf("740e5834")).isEmpty();
    }

    @Test
    void findsATryByItsReference() {
        status = 200;
        answer = """
                {"notifications": [{"id": "740e5834", "reference": "intent-1-2", "status": "created"}], "links": {}}""";
        assertThat(carrier().find("intent-1", 2)).contains("740e5834");
        assertThat(paths).containsExactly("GET /v2/notifications?template_type=sms&reference=intent-1-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"notifications\": []}",
                "200 | {\"notifications\": [{\"id\": \"740e5834\", \"reference\": \"intent-1-1\"}]}",
                "200 | {\"notifications\": [{\"id\": \"740e5834\", \"reference\": null}]}",
                "200 | {\"notifications\": [{\"reference\": \"intent-1-2\"}]}",
                "200 | <html>Down for maintenance</html>",
                "403 | {\"notifications\": [{\"id\": \"740e5834\", \"reference\": \"intent-1-2\"}]}",
                "500 | {}",
                "0   | {}"
            })
    void findsNothingThatIsNotSurelyThatTry(int answered, String said) {
        status = answered;
        answer = said;
        assertThat(carrier().find("intent-1", 2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, SENT", "7, UNCERTAIN"})
    void whatAStoppedSenderHandedOverIsNeverSentAgainByItself(int known, DispatchState state) {
        var office = new PostOffice(
                RoomDatabase.h2(PostOffice.CHANGELOGS), Clock.fixed(NOW, ZoneOffset.UTC), List.of(carrier()));
        var id = office.ask("text-message", null);
        office.rows.update("update hr_dispatch set state = 'HANDED_OVER', attempt = 1, tries = 1 where id = ?", id);
        status = 200;
        answer = "{\"notifications\": [{\"id\": \"740e5834\", \"reference\": \"" + id + "-" + known + "\"}]}";
        assertThat(office.sender.send(id)).isEqualTo(state);
        assertThat(office.sender.send(id)).isEqualTo(state);
        assertThat(paths).singleElement().asString().startsWith("GET /v2/notifications?");
    }

    @Test
    void isSetUpWithAWholeKeyAndATemplateOrNotAtAll() {
        assertThat(new SmsProperties("https://example.org", "", "").isConfigured())
                .isFalse();
        assertThatThrownBy(() -> new SmsProperties("https://example.org", "half-a-key", "template-1"))
                .isInstanceOf(StartRefusedException.class);
        assertThatThrownBy(() -> new SmsProperties("https://example.org", key(), ""))
                .isInstanceOf(StartRefusedException.class);
        assertThat(new SmsProperties("https://example.org", key(), "template-1").toString())
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"07700 900123, true", "+44 7700 900123, true", "'', false", "not known, false", "123, false"})
    void reachesATelephone(String phone, boolean reached) {
        assertThat(carrier().reaches(new Address("", null, phone, List.of()))).isEqualTo(reached);
    }

    private SmsCarrier carrier() {
        return carrier(gateway.getAddress().getPort());
    }

    private static SmsCarrier carrier(int port) {
        return new SmsCarrier(
                new SmsProperties("http://127.0.0.1:" + port, key(), "template-1"), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String key() {
        return "clinic-" + SERVICE + "-" + SECRET;
    }

    private static Outgoing outgoing() {
        return new Outgoing(
                "intent-1",
                2,
                "patient-1",
                "K7QM-2XWD",
                "PleaseCallUs",
                new Address("Ottoline Quarrie", null, "07700 900123", List.of()),
                null,
                "Please call us.",
                List.of());
    }

    private static JsonNode decoded(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }
}

package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import care.handrail.correspondence.Address;
import care.handrail.correspondence.Carrier.Attachment;
import care.handrail.correspondence.Carrier.Outgoing;
import care.handrail.correspondence.NotDeliveredException;
import care.handrail.correspondence.NotDeliveredException.Kind;
import care.handrail.referrals.ServiceDirectory.Channel;
import care.handrail.referrals.ServiceDirectory.Format;
import care.handrail.referrals.ServiceDirectory.ReceivingService;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends to a real server on this machine. */
class FhirCarrierTests {

    private static final Address HEART =
            new Address("City Heart Centre", null, "01632 960702", List.of("20 Castle Street"));

    private final List<String> received = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private int answer = 200;
    private HttpServer server;

    @BeforeEach
    void startTheServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/r4", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopTheServer() {
        server.stop(0);
    }

    @Test
    void sendsTheBundleWithTheOtherDocumentsInsideOfIt() throws Exception {
        var handedOver = new ArrayList<Integer>();
        carrier().carry(outgoing(), () -> handedOver.add(received.size()));
        assertThat(handedOver).as("the moment before anything was sent, once").containsExactly(0);
        assertThat(authorizations).containsExactly("Bearer a-token");
        var bundle = FhirContext.forR4().newJsonParser().parseResource(Bundle.class, received.get(0));
        var document = (DocumentReference) bundle.getEntry().get(1).getResource();
        assertThat(bundle.getEntry().get(1).getRequest().getUrl()).isEqualTo("DocumentReference/intent-1.1");
        assertThat(document.getContentFirstRep().getAttachment().getData())
                .isEqualTo("%PDF".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"422, REFUSED", "400, REFUSED", "503, LATER", "429, LATER", "401, LATER", "302, LATER"})
    void saysWhetherItIsWorthTryingAgain(int status, Kind kind) {
        answer = status;
        assertThatThrownBy(() -> carrier().carry(outgoing(), () -> {}))
                .isInstanceOfSatisfying(
                        NotDeliveredException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void canBeTriedAgainWhenTheServerCannotBeReached() {
        server.stop(0);
        assertThatThrownBy(() -> carrier().carry(outgoing(), () -> {}))
                .isInstanceOfSatisfying(
                        NotDeliveredException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LATER));
    }

    @Test
    void sendsNothingWhenItIsTooLate() {
        assertThatThrownBy(() -> carrier().carry(outgoing(), () -> {
                    throw new IllegalStateException("too late");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void reachesOnlyServicesThatItHasATokenForAndNobodyInClear() {
        assertThat(carrier().reaches(HEART)).isTrue();
        assertThat(carrier().reaches(new Address("Somebody else", null, null, List.of())))
                .isFalse();
        assertThat(new FhirCarrier(directory(base()), Map.of()).isConfigured()).isFalse();
        assertThat(new FhirCarrier(directory(base()), Map.of("other", "a-token")).reaches(HEART))
                .isFalse();
        assertThat(new FhirCarrier(directory("http://fhir.city-heart.example/r4"), Map.of("heart", "a-token"))
                        .reaches(HEART))
                .isFalse();
        assertThat(new FhirCarrier(directory(null), Map.of("heart", "a-token")).reaches(HEART))
                .isFalse();
    }

    private FhirCarrier carrier() {
        return new FhirCarrier(directory(base()), Map.of("heart", "a-token"));
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/r4";
    }

    private static ServiceDirectory directory(@Nullable String endpoint) {
        return ServiceDirectory.of(Map.of(
                "heart",
                new ReceivingService(
                        "City Heart Centre",
                        "hospital",
                        Channel.FHIR,
                        endpoint,
                        Format.FHIR_BUNDLE,
                        List.of("20 Castle Street"),
                        "01632 960702")));
    }

    private static Outgoing outgoing() {
        var bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
                + "{\"resourceType\":\"Patient\",\"id\":\"p\"},\"request\":{\"method\":\"PUT\",\"url\":\"Patient/p\"}}]}";
        return new Outgoing(
                "intent-1",
                1,
                "patient-1",
                "K7QM-2XWD",
                "OutboundReferral",
                HEART,
                null,
                "We refer a patient.",
                List.of(
                        new Attachment(
                                "referral.json", "application/fhir+json", bundle.getBytes(StandardCharsets.UTF_8)),
                        new Attachment("referral.pdf", "application/pdf", "%PDF".getBytes(StandardCharsets.UTF_8))));
    }
}

package care.handrail.correspondence;

import care.handrail.correspondence.NotDeliveredException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Sends text messages through GOV.UK Notify's API, version 2, and asks it what became of them. */
@Component
class SmsCarrier implements Carrier {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    /** A sender whose text message was not answered asks at once; both together are shorter than a job's lock. */
    private static final Duration TELL_WITHIN = Duration.ofSeconds(5);

    private static final Set<String> NEVER_ARRIVES =
            Set.of("permanent-failure", "temporary-failure", "technical-failure");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SmsProperties account;
    private final Clock clock;
    private final RestClient sending;
    private final RestClient asking;

    SmsCarrier(SmsProperties account, Clock clock) {
        this.account = account;
        this.clock = clock;
        var connections = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
        this.sending = notify(connections, ANSWER_WITHIN);
        this.asking = notify(connections, TELL_WITHIN);
    }

    private RestClient notify(HttpClient connections, Duration within) {
        var requests = new JdkClientHttpRequestFactory(connections);
        requests.setReadTimeout(within);
        return RestClient.builder()
                .baseUrl(account.url())
                .requestFactory(requests)
                .build();
    }

    /** What became of a message. */
    enum Fate {
        ON_ITS_WAY,
        DELIVERED,
        NEVER_ARRIVES
    }

    @Override
    public String channel() {
        return "text-message";
    }

    @Override
    public boolean isConfigured() {
        return account.isConfigured();
    }

    @Override
    public boolean reaches(Address address) {
        return address.phone() != null && address.phone().matches("\\+?[0-9 ()-]{8,20}");
    }

    @Override
    public @Nullable String carry(Outgoing outgoing, LastMoment lastMoment) throws NotDeliveredException {
        var message = json(Map.of(
                "phone_number", String.valueOf(outgoing.to().phone()),
                "template_id", account.template(),
                "personalisation", Map.of("body", outgoing.text()),
                "reference", reference(outgoing.id(), outgoing.attempt())));
        var request = sending.post()
                .uri("/v2/notifications/sms")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token())
                .contentType(MediaType.APPLICATION_JSON)
                .body(message);
        // A request is one piece: nothing can be said of it that the other side could not act on.
        lastMoment.handOver();
        Answer answer;
        try {
            answer = request.exchange((sent, got) -> Answer.of(got));
        } catch (ResourceAccessException e) {
            throw e.getCause() instanceof ConnectException || e.getCause() instanceof HttpConnectTimeoutException
                    ? new NotDeliveredException(Kind.LATER, "server-unreachable")
                    : new NotDeliveredException(Kind.UNCERTAIN, "no-answer");
        }
        return switch (answer.status) {
            case 201 -> answer.tree().path("id").asText(null);
            case 400 -> throw new NotDeliveredException(Kind.REFUSED, "address-refused");
            // The key, the allowance or the gateway: about us and not about the message, which Notify has not taken.
            case 401, 403, 404, 429, 500, 503 -> throw new NotDeliveredException(Kind.LATER, "server-busy");
            default -> throw new NotDeliveredException(Kind.UNCERTAIN, "no-answer");
        };
    }

    /**
     * {@inheritDoc}
     *
     * <p>What Notify does not list it may have accepted: it puts some messages into a queue first.
     */
    @Override
    public Optional<String> find(String id, int attempt) {
        var reference = reference(id, attempt);
        return ask("/v2/notifications?template_type=sms&reference={reference}", reference)
                .flatMap(answer -> answer.tree()
                        .path("notifications")
                        .valueStream()
                        .filter(message -> message.path("reference").asText().equals(reference))
                        .map(message -> message.path("id").asText())
                        .filter(notifyId -> !notifyId.isEmpty())
                        .findFirst());
    }

    /** Asks Notify what became of the message that it gave this id; empty when it cannot be asked now. */
    Optional<Fate> fateOf(String notifyId) {
        return ask("/v2/notifications/{id}", notifyId)
                .map(answer -> fate(answer.tree().path("status").asText()));
    }

    private Optional<Answer> ask(String path, String value) {
        try {
            return Optional.of(asking.get()
                            .uri(path, value)
                            .header(HttpHeaders.AUTHORIZATION, "Bearer " + token())
                            .exchange((sent, got) -> Answer.of(got)))
                    .filter(answer -> answer.status == 200);
        } catch (ResourceAccessException e) {
            return Optional.empty();
        }
    }

    /** A try that a person asked for is not mistaken for an earlier one. */
    private static String reference(String id, int attempt) {
        return id + "-" + attempt;
    }

    private static Fate fate(String status) {
        if (status.equals("delivered")) {
            return Fate.DELIVERED;
        }
        return NEVER_ARRIVES.contains(status) ? Fate.NEVER_ARRIVES : Fate.ON_ITS_WAY;
    }

    /** What Notify answered. */
    private record Answer(int status, String body) {

        static Answer of(ClientHttpResponse got) throws IOException {
            return new Answer(
                    got.getStatusCode().value(), new String(got.getBody().readAllBytes(), StandardCharsets.UTF_8));
        }

        /** Returns the answer's content; nothing when it is not JSON. */
        JsonNode tree() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                return MissingNode.getInstance();
            }
        }
    }

    /** Returns a JSON Web Token (RFC 7519) as Notify asks for it: who we are, and that it is fresh. */
    private String token() {
        var unsigned = base64(json(Map.of("typ", "JWT", "alg", "HS256")).getBytes(StandardCharsets.UTF_8)) + "."
                + base64(json(Map.of(
                                "iss",
                                account.serviceId(),
                                "iat",
                                clock.instant().getEpochSecond()))
                        .getBytes(StandardCharsets.UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(account.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return unsigned + "." + base64(mac.doFinal(unsigned.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Map<String, ?> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package care.handrail.referrals;

import ca.uhn.fhir.context.FhirContext;
import care.handrail.correspondence.Address;
import care.handrail.correspondence.Carrier;
import care.handrail.correspondence.NotDeliveredException;
import care.handrail.correspondence.NotDeliveredException.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Takes referrals to FHIR R4 servers: the bundle as one transaction, with the other documents inside of it. Everything is
 * put under ids of ours, so that what goes out twice is there once.
 */
@Component
class FhirCarrier implements Carrier {

    /** Media type of a bundle. */
    static final String BUNDLE = "application/fhir+json";

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    /** Shorter than a job's lock, so that nobody takes the job over while the server is still expected to answer. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    /** Answers that the same referral would get again. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 410, 412, 413, 422);

    private final FhirContext fhir = FhirContext.forR4();
    private final RestClient server;
    private final ServiceDirectory directory;
    private final Map<String, String> tokens;

    @Autowired
    FhirCarrier(ReferralProperties properties) {
        this(ServiceDirectory.shipped(), properties.fhirTokens());
    }

    FhirCarrier(ServiceDirectory directory, Map<String, String> tokens) {
        this.directory = directory;
        this.tokens = Map.copyOf(tokens);
        // What redirects could be anybody.
        var connections = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(CONNECT_WITHIN)
                .followRedirects(Redirect.NEVER)
                .build());
        connections.setReadTimeout(ANSWER_WITHIN);
        server = RestClient.builder().requestFactory(connections).build();
    }

    @Override
    public String channel() {
        return ServiceDirectory.Channel.FHIR.code();
    }

    @Override
    public boolean isConfigured() {
        return !tokens.isEmpty();
    }

    @Override
    public boolean reaches(Address address) {
        return service(address).isPresent();
    }

    @Override
    public @Nullable String carry(Outgoing outgoing, LastMoment lastMoment) throws NotDeliveredException {
        var service =
                service(outgoing.to()).orElseThrow(() -> new NotDeliveredException(Kind.REFUSED, "address-refused"));
        var body = body(outgoing);
        lastMoment.handOver();
        int status;
        try {
            status = server.post()
                    .uri(service.base())
                    .headers(headers -> headers.setBearerAuth(service.token()))
                    .contentType(MediaType.parseMediaType(BUNDLE))
                    .accept(MediaType.parseMediaType(BUNDLE))
                    .body(body)
                    .exchange((request, response) -> response.getStatusCode().value());
        } catch (ResourceAccessException e) {
            // Whether it arrived or not, it can be sent again: it would replace itself.
            throw new NotDeliveredException(Kind.LATER, "server-unreachable");
        }
        if (REFUSALS.contains(status)) {
            throw new NotDeliveredException(Kind.REFUSED, "content-refused");
        }
        if (status < 200 || status > 299) {
            throw new NotDeliveredException(Kind.LATER, "server-busy");
        }
        return null;
    }

    private String body(Outgoing outgoing) throws NotDeliveredException {
        var json = fhir.newJsonParser();
        var written = outgoing.attachments().stream()
                .filter(attachment -> attachment.mediaType().equals(BUNDLE))
                .findFirst()
                .orElseThrow(() -> new NotDeliveredException(Kind.REFUSED, "content-refused"));
        var bundle = json.parseResource(Bundle.class, new String(written.content(), StandardCharsets.UTF_8));
        var others = outgoing.attachments().stream()
                .filter(attachment -> attachment != written)
                .toList();
        for (int i = 0; i < others.size(); i++) {
            add(bundle, outgoing, i + 1, others.get(i));
        }
        return json.encodeResourceToString(bundle);
    }

    private static void add(Bundle bundle, Outgoing outgoing, int number, Attachment attachment) {
        var address = "DocumentReference/" + outgoing.id() + "." + number;
        var document = new DocumentReference();
        document.setId(outgoing.id() + "." + number);
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.addContent()
                .getAttachment()
                .setContentType(attachment.mediaType())
                .setTitle(attachment.fileName())
                .setData(attachment.content());
        var entry = bundle.addEntry().setResource(document).setFullUrl("urn:handrail:" + address);
        entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(address);
    }

    private Optional<Endpoint> service(Address address) {
        return directory.codeOf(address.name()).flatMap(code -> {
            var base = directory.require(code).endpoint();
            var token = tokens.get(code);
            return base == null || token == null || !isSafe(URI.create(base))
                    ? Optional.empty()
                    : Optional.of(new Endpoint(URI.create(base), token));
        });
    }

    /** Nothing leaves the machine in clear. */
    private static boolean isSafe(URI base) {
        return "https".equals(base.getScheme())
                || "http".equals(base.getScheme())
                        && List.of("localhost", "127.0.0.1").contains(base.getHost());
    }

    private record Endpoint(URI base, String token) {

        @Override
        public String toString() {
            return "Endpoint";
        }
    }
}

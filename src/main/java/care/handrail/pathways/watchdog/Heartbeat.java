package care.handrail.pathways.watchdog;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.Watchdog.Run;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Tells an address outside that the watchdog has looked, with counts and nothing else. Whoever listens there raises the alarm
 * when it stays silent: nothing inside can tell that everything inside is dead.
 */
final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private static final Duration TO_CONNECT = Duration.ofSeconds(3);
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final @Nullable URI address;
    private final HttpMethod method;
    private final Audit audit;
    private final RestClient client;
    private boolean failing;

    Heartbeat(@Nullable URI address, String method, Audit audit) {
        this.address = address == null || address.toString().isEmpty() ? null : address;
        this.method = HttpMethod.valueOf(method);
        this.audit = audit;
        var connections = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(TO_CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        connections.setReadTimeout(TO_ANSWER);
        client = RestClient.builder().requestFactory(connections).build();
    }

    /** Tells of a look that went well; does nothing when no address is configured. */
    void tell(Run run) {
        if (address == null) {
            return;
        }
        try {
            var status = send(address, run);
            if (!status.is2xxSuccessful()) {
                failed("status " + status.value());
            } else if (failing) {
                failing = false;
                LOG.info("The heartbeat is heard again.");
            }
        } catch (RestClientException e) {
            failed(e.getClass().getSimpleName());
        }
    }

    private HttpStatusCode send(URI to, Run run) {
        var request = client.method(method).uri(to);
        if (method == HttpMethod.POST) {
            request.contentType(MediaType.APPLICATION_JSON)
                    .body("{\"checked\":%d,\"found\":%d,\"opened\":%d,\"gone\":%d,\"waiting\":%d}"
                            .formatted(run.checked(), run.found(), run.opened(), run.gone(), run.waiting()));
        }
        return request.exchange((sent, answer) -> answer.getStatusCode());
    }

    /** The address may hold a secret, and of an outage one record is enough. */
    private void failed(String why) {
        LOG.warn("The heartbeat was not heard: {}.", why);
        if (!failing) {
            failing = true;
            audit.record(AuditEvent.of(Kind.INTEGRATION_FAILED, null, null, "heartbeat")
                    .with(why));
        }
    }
}

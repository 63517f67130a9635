package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Posts checkpoints to an address, one at a time; any answer but success means that it comes again. */
@Component
@ConditionalOnExpression("'${handrail.audit.export-url}' != ''")
class CheckpointWebhook implements CheckpointExport {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JdbcTemplate database;
    private final RestClient receiver;

    CheckpointWebhook(JdbcTemplate database, @Value("${handrail.audit.export-url}") String url) {
        this.database = database;
        var connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(PATIENCE);
        connections.setReadTimeout(PATIENCE);
        this.receiver =
                RestClient.builder().baseUrl(url).requestFactory(connections).build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public long last() {
        return database.queryForObject("select coalesce(max(BATCH_NO), 0) from AUDIT_CHECKPOINT_SENT", Long.class);
    }

    @Override
    public void send(Checkpoint checkpoint) {
        receiver.post()
                .contentType(MediaType.APPLICATION_JSON)
                .body(CheckpointText.line(checkpoint))
                .retrieve()
                .toBodilessEntity();
        database.update(
                "insert into AUDIT_CHECKPOINT_SENT (BATCH_NO, SENT_AT) values (?, ?)",
                checkpoint.batch(),
                Instant.now().atOffset(ZoneOffset.UTC));
    }
}

package care.handrail.patients;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How often a person may search: enough for the busiest desk, too slow to read a clinic's patients out by their names.
 * Each node counts for itself.
 */
@Component
class SearchAllowance {

    static final int AT_ONCE = 40;

    static final Duration ONE_MORE_EVERY = Duration.ofSeconds(15);

    private final Map<String, Bucket> left = new ConcurrentHashMap<>();
    private final Audit audit;
    private final TimeMeter time;

    @Autowired
    SearchAllowance(Audit audit) {
        this(audit, TimeMeter.SYSTEM_MILLISECONDS);
    }

    SearchAllowance(Audit audit, TimeMeter time) {
        this.audit = audit;
        this.time = time;
    }

    /**
     * Counts one search.
     *
     * @throws SearchUsedUpException when there were too many; the refusal is recorded
     */
    void use(String userId) {
        var bucket = left.computeIfAbsent(
                userId,
                id -> Bucket.builder()
                        .withCustomTimePrecision(time)
                        .addLimit(limit -> limit.capacity(AT_ONCE).refillGreedy(1, ONE_MORE_EVERY))
                        .build());
        if (!bucket.tryConsume(1)) {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + Kind.PATIENT_SEARCHED.name())
                    .with("too-many"));
            throw new SearchUsedUpException();
        }
    }
}

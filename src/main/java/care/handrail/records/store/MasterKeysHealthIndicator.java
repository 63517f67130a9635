package care.handrail.records.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes this node out of service while a master key is in use that it was not given: it could not read what another node
 * writes with it, and its searches would miss those patients without a word. The start refuses the same.
 */
@Component
class MasterKeysHealthIndicator implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeysHealthIndicator.class);

    private final MasterKeys keys;
    private final JdbcTemplate database;
    private final AtomicReference<List<String>> told = new AtomicReference<>(List.of());

    MasterKeysHealthIndicator(MasterKeys keys, JdbcTemplate database) {
        this.keys = keys;
        this.database = database;
    }

    @Override
    public Health health() {
        var missing = inUse().stream().filter(id -> keys.withId(id).isEmpty()).toList();
        if (!told.getAndSet(missing).equals(missing) && !missing.isEmpty()) {
            LOG.error(
                    "This node lacks the master key {}, with which others write. It is out of service until it is started"
                            + " with that key in {} or {}.",
                    String.join(", ", missing),
                    MasterKeyConfiguration.VARIABLE,
                    MasterKeyConfiguration.OTHERS);
        }
        return missing.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("missing", missing).build();
    }

    /** Goes from one to the next in the index, because this is asked every few seconds and there are few. */
    private List<String> inUse() {
        var found = new ArrayList<String>();
        for (var next = after(""); next != null; next = after(next)) {
            if (!next.equals(WrappedKey.SHREDDED)) {
                found.add(next);
            }
        }
        return found;
    }

    private @Nullable String after(String id) {
        return database.queryForObject(
                "select min(MASTER_KEY_ID) from RECORD_KEY where MASTER_KEY_ID > ?", String.class, id);
    }
}

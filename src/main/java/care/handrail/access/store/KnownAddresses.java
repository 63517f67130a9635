package care.handrail.access.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of the addresses from which each person has signed in lately. */
@Component
public class KnownAddresses {

    private static final Duration KEPT = Duration.ofDays(90);

    private static final String ONE = " where USER_ID = ? and ADDRESS = ?";

    private final JdbcTemplate database;

    public KnownAddresses(JdbcTemplate database) {
        this.database = database;
    }

    /** Tells whether the person has signed in from the address lately. */
    public boolean contains(String userId, String address) {
        return !database.queryForList("select 1 from KNOWN_ADDRESS" + ONE, userId, address)
                .isEmpty();
    }

    /** Remembers that the person has signed in from the address, and forgets what is older than 90 days. */
    public void add(String userId, String address) {
        var now = Instant.now().atOffset(ZoneOffset.UTC);
        database.update("delete from KNOWN_ADDRESS where USER_ID = ? and LAST_USED < ?", userId, now.minus(KEPT));
        if (database.update("update KNOWN_ADDRESS set LAST_USED = ?" + ONE, now, userId, address) == 0) {
            try {
                database.update(
                        "insert into KNOWN_ADDRESS (USER_ID, ADDRESS, LAST_USED) values (?, ?, ?)",
                        userId,
                        address,
                        now);
            } catch (DuplicateKeyException e) {
                // The same person signed in twice at once.
            }
        }
    }
}

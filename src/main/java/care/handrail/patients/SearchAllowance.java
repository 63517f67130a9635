package care.handrail.patients;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How often a person may search: more than the busiest desk needs, over all nodes together.
 *
 * <p>It stops nobody from reading a clinic's patients out, and is not meant to: 240 searches an hour with 20 patients each
 * are up to 4,800 patients. It makes that take hours instead of seconds, each search and each patient of it in the trail
 * with the person's name.
 */
@Component
class SearchAllowance {

    static final int AT_ONCE = 40;

    static final Duration ONE_MORE_EVERY = Duration.ofSeconds(15);

    private final JdbcTemplate database;
    private final TransactionTemplate apart;
    private final Audit audit;
    private final InstantSource time;
    private final Set<String> counted = ConcurrentHashMap.newKeySet();

    @Autowired
    SearchAllowance(JdbcTemplate database, PlatformTransactionManager transactions, Audit audit) {
        this(database, transactions, audit, Clock.systemUTC());
    }

    SearchAllowance(JdbcTemplate database, PlatformTransactionManager transactions, Audit audit, InstantSource time) {
        this.database = database;
        this.audit = audit;
        this.time = time;
        apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Counts one search. It joins the search's transaction, in which nobody else searches in the same name.
     *
     * @throws SearchUsedUpException when there were too many; the refusal is recorded
     */
    void use(String userId) {
        if (counted.add(userId)) {
            begin(userId);
        }
        // All of it is there again at FULL_AT; each search moves that on.
        long now = time.millis();
        long one = ONE_MORE_EVERY.toMillis();
        int counts = database.update(
                "update SEARCH_ALLOWANCE set FULL_AT = greatest(FULL_AT, ?) + ?"
                        + " where USER_ID = ? and greatest(FULL_AT, ?) + ? <= ?",
                now,
                one,
                userId,
                now,
                one,
                now + AT_ONCE * one);
        if (counts == 0) {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + Kind.PATIENT_SEARCHED.name())
                    .with("too-many"));
            throw new SearchUsedUpException();
        }
    }

    /** In a transaction of its own: PostgreSQL gives up the whole one when another node was quicker. */
    private void begin(String userId) {
        try {
            apart.executeWithoutResult(status -> database.update(
                    "insert into SEARCH_ALLOWANCE (USER_ID, FULL_AT) select cast(? as varchar(255)), 0"
                            + " where not exists (select 1 from SEARCH_ALLOWANCE where USER_ID = ?)",
                    userId,
                    userId));
        } catch (DuplicateKeyException e) {
            // It is there, which is all that was wanted.
        }
    }
}

package care.handrail.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.AuditEvent.Outcome;
import care.handrail.shared.Ids;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.RoomDatabase;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

class SearchAllowanceTests {

    private static final String TABLE = "patients/003-search-allowance";

    @Nested
    class OnH2 extends Behaviour {
        @Override
        DataSource database() {
            return RoomDatabase.h2(TABLE);
        }
    }

    @Nested
    class OnPostgres extends Behaviour {
        @Override
        DataSource database() {
            return RoomDatabase.postgres(TABLE);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Behaviour {

        private final DataSource database = database();
        private final AuditNotes audit = new AuditNotes();
        private Instant now = Instant.parse("2026-11-20T09:00:00Z");
        private final SearchAllowance node = node();
        private final SearchAllowance otherNode = node();

        abstract DataSource database();

        private SearchAllowance node() {
            return new SearchAllowance(
                    new JdbcTemplate(database), new JdbcTransactionManager(database), audit, () -> now);
        }

        @Test
        void holdsBackWhoeverReadsTheClinicThroughTheSearchOnWhicheverNodeAndRecordsThat() {
            var person = Ids.next();
            audit.events.clear();
            for (int i = 0; i < SearchAllowance.AT_ONCE; i++) {
                (i % 2 == 0 ? node : otherNode).use(person);
            }
            assertThat(audit.events).isEmpty();
            assertThatThrownBy(() -> node.use(person)).isInstanceOf(SearchUsedUpException.class);
            assertThatThrownBy(() -> otherNode.use(person)).isInstanceOf(SearchUsedUpException.class);
            assertThat(audit.events).hasSize(2).allSatisfy(event -> {
                assertThat(event.kind()).isEqualTo(Kind.ACCESS_REFUSED);
                assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
                assertThat(event.detail()).isEqualTo("too-many");
            });

            node.use(Ids.next());
            now = now.plus(SearchAllowance.ONE_MORE_EVERY);
            otherNode.use(person);
            assertThatThrownBy(() -> node.use(person)).isInstanceOf(SearchUsedUpException.class);
        }

        @Test
        void givesNoMoreThanAllAfterALongRest() {
            var person = Ids.next();
            node.use(person);
            now = now.plusSeconds(86_400);
            for (int i = 0; i < SearchAllowance.AT_ONCE; i++) {
                node.use(person);
            }
            assertThatThrownBy(() -> node.use(person)).isInstanceOf(SearchUsedUpException.class);
        }

        @Test
        void countsEachOfManyAtOnceFromTheFirstOn() throws Exception {
            var person = Ids.next();
            var begin = new CountDownLatch(1);
            var passed = new AtomicInteger();
            var pool = Executors.newFixedThreadPool(4);
            for (int thread = 0; thread < 4; thread++) {
                var own = node();
                pool.submit(() -> {
                    begin.await();
                    for (int i = 0; i < SearchAllowance.AT_ONCE; i++) {
                        own.use(person);
                        passed.incrementAndGet();
                    }
                    return null;
                });
            }
            begin.countDown();
            pool.shutdown();
            assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(passed).hasValue(SearchAllowance.AT_ONCE);
        }
    }
}

package care.handrail.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditActor;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.AuditEvent.Purpose;
import care.handrail.audit.CurrentProcess;
import care.handrail.audit.seal.Witness;
import care.handrail.testing.RoomDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

class AuditTableTests {

    private static final AuditEvent VIEW = AuditEvent.of(
                    Kind.FORM_VIEWED, "patient-1", "episode-1", "form:CaptureDetails")
            .inWorkItem("task-1")
            .with("identity,contact")
            .withVersion("release-1")
            .withBasis("relationship-1")
            .withProcessInstance("instance-1");

    @Nested
    class OnH2 extends OnDatabase {
        @Override
        DataSource database() {
            return RoomDatabase.h2("audit/001-audit-event", "audit/003-purpose-and-place");
        }
    }

    @Nested
    class OnPostgres extends OnDatabase {
        @Override
        DataSource database() {
            return RoomDatabase.postgres("audit/001-audit-event", "audit/003-purpose-and-place");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnDatabase {

        final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        Optional<String> user = Optional.of("reception");
        JdbcTemplate rows;
        Audit audit;
        TransactionTemplate transaction;
        long before;

        abstract DataSource database();

        @BeforeAll
        void start() {
            context.registerBean(DataSource.class, this::database);
            context.registerBean(AuditActor.class, () -> new AuditActor() {
                @Override
                public Optional<String> userId() {
                    return user;
                }

                @Override
                public String roles() {
                    return user.isPresent() ? "billing,reception" : "";
                }
            });
            context.register(Transactions.class, AuditTable.class, Witness.class);
            context.refresh();
            rows = context.getBean(JdbcTemplate.class);
            audit = context.getBean(Audit.class);
            transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        }

        @AfterAll
        void close() {
            context.close();
        }

        @BeforeEach
        void count() {
            before = countRows();
        }

        @Test
        void recordsWhoDidWhatAndWhen() {
            audit.record(VIEW);

            var row = lastRow();
            assertThat(row)
                    .containsEntry("USER_ID", "reception")
                    .containsEntry("ROLES", "billing,reception")
                    .containsEntry("KIND", "FORM_VIEWED")
                    .containsEntry("OUTCOME", "ALLOWED")
                    .containsEntry("PATIENT_ID", "patient-1")
                    .containsEntry("EPISODE_ID", "episode-1")
                    .containsEntry("OBJECT", "form:CaptureDetails")
                    .containsEntry("TASK_ID", "task-1")
                    .containsEntry("DETAIL", "identity,contact")
                    .containsEntry("OBJECT_VERSION", "release-1")
                    .containsEntry("PURPOSE", "TREAT")
                    .containsEntry("BASIS", "relationship-1")
                    .containsEntry("PROCESS_INSTANCE_ID", "instance-1")
                    .containsEntry("REQUEST_ID", null)
                    .containsEntry("CLIENT_ADDRESS", null);
            var happened = rows.queryForObject(
                    "select HAPPENED_AT from AUDIT_EVENT order by EVENT_NO desc fetch first 1 row only",
                    OffsetDateTime.class);
            assertThat(Duration.between(happened, OffsetDateTime.now(ZoneOffset.UTC)))
                    .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
        }

        @Test
        void recordsSeveralActsInTheirOrder() {
            audit.recordAll(List.of(
                    AuditEvent.of(Kind.PATIENT_SEARCHED, null, null, "search"),
                    AuditEvent.of(Kind.PATIENT_FOUND, "patient-2", null, "search"),
                    AuditEvent.of(Kind.PATIENT_FOUND, "patient-1", null, "search")));
            audit.recordAll(List.of());

            assertThat(rows.queryForList(
                            "select concat(KIND, ' ', coalesce(PATIENT_ID, '-')) from AUDIT_EVENT order by EVENT_NO desc"
                                    + " fetch first 3 rows only",
                            String.class))
                    .containsExactly("PATIENT_FOUND patient-1", "PATIENT_FOUND patient-2", "PATIENT_SEARCHED -");
            assertThat(countRows()).isEqualTo(before + 3);
        }

        @Test
        void namesTheSystemWhenNobodyIsSignedIn() {
            user = Optional.empty();
            try {
                audit.record(VIEW);
            } finally {
                user = Optional.of("reception");
            }

            assertThat(lastRow()).containsEntry("USER_ID", "system").containsEntry("ROLES", "");
        }

        @Test
        void theEventSaysAnotherPurposeThanItsKind() {
            audit.record(VIEW.withPurpose(Purpose.ETREAT));

            assertThat(lastRow()).containsEntry("PURPOSE", "ETREAT");
        }

        @Test
        void aStepsEventNamesItsProcessInstance() {
            var inAStep = AuditEvent.of(Kind.EPISODE_ENDED, "patient-1", "episode-1", "episode:K7QM-2XWD");
            CurrentProcess.run("outer", () -> {
                CurrentProcess.run("inner", () -> audit.record(inAStep));
                assertThat(lastRow()).containsEntry("PROCESS_INSTANCE_ID", "inner");
                audit.record(inAStep);
                assertThat(lastRow()).containsEntry("PROCESS_INSTANCE_ID", "outer");
            });

            audit.record(inAStep);
            assertThat(lastRow()).containsEntry("PROCESS_INSTANCE_ID", null);
        }

        @Test
        void anActThatIsRolledBackLeavesNoRecord() {
            transaction.executeWithoutResult(status -> {
                audit.record(VIEW);
                status.setRollbackOnly();
            });

            assertThat(countRows()).isEqualTo(before);
        }

        @Test
        void aRefusalSurvivesTheCallersRollback() {
            transaction.executeWithoutResult(status -> {
                audit.refuse(VIEW);
                status.setRollbackOnly();
            });

            assertThat(countRows()).isEqualTo(before + 1);
            assertThat(lastRow()).containsEntry("OUTCOME", "REFUSED");
        }

        @Test
        void recordsARefusalHoweverLongAndStrangeItsTextIs() {
            audit.refuse(
                    AuditEvent.of(Kind.ACCESS_REFUSED, "p".repeat(500), null, "path:/\u0000\r\n" + "x".repeat(5000))
                            .with("d".repeat(5000)));

            var row = lastRow();
            assertThat((String) row.get("OBJECT"))
                    .startsWith("path:/\uFFFD\uFFFD\uFFFDxx")
                    .hasSize(255)
                    .endsWith("…");
            assertThat((String) row.get("DETAIL")).hasSize(1000);
            assertThat((String) row.get("PATIENT_ID")).hasSize(64);
        }

        @Test
        void theDatabaseRefusesToChangeARow() {
            audit.record(VIEW);

            assertThatThrownBy(() -> rows.update("update AUDIT_EVENT set USER_ID = 'somebody-else'"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
            assertThat(lastRow()).containsEntry("USER_ID", "reception");
        }

        @Test
        void theDatabaseRefusesToRemoveARow() {
            audit.record(VIEW);

            assertThatThrownBy(() -> rows.update("delete from AUDIT_EVENT"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
            assertThat(countRows()).isEqualTo(before + 1);
        }

        @Test
        void theDatabaseRefusesToEmptyTheTrail() {
            audit.record(VIEW);

            assertThatThrownBy(() -> rows.execute("truncate table AUDIT_EVENT"))
                    .isInstanceOf(DataAccessException.class);
            assertThat(countRows()).isEqualTo(before + 1);
        }

        long countRows() {
            return rows.queryForObject("select count(*) from AUDIT_EVENT", Long.class);
        }

        Map<String, Object> lastRow() {
            return rows.queryForMap("select * from AUDIT_EVENT order by EVENT_NO desc fetch first 1 row only");
        }
    }

    /** Without an annotation of its own, so that the clinic under test does not find it. */
    @EnableTransactionManagement
    static class Transactions {

        @Bean
        PlatformTransactionManager transactionManager(DataSource database) {
            return new JdbcTransactionManager(database);
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource database) {
            return new JdbcTemplate(database);
        }
    }
}

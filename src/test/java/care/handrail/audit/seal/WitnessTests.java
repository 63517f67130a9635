package care.handrail.audit.seal;

import static care.handrail.audit.seal.TrailOnDatabase.CHANGELOGS;
import static care.handrail.audit.seal.TrailOnDatabase.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditActor;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.Verification.Problem;
import care.handrail.testing.RoomDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

class WitnessTests {

    private static final AuditEvent VIEW =
            AuditEvent.of(Kind.FORM_VIEWED, "patient-1", "episode-1", "form:CaptureDetails");

    @Nested
    class OnH2 extends OnDatabase {
        @Override
        DataSource database() {
            return RoomDatabase.h2(CHANGELOGS);
        }
    }

    @Nested
    class OnPostgres extends OnDatabase {
        @Override
        DataSource database() {
            return RoomDatabase.postgres(CHANGELOGS);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnDatabase {

        private AnnotationConfigApplicationContext context;
        private TrailOnDatabase trail;
        private Witness witness;
        private Audit audit;

        abstract DataSource database();

        @BeforeAll
        void open(@TempDir Path directory) {
            trail = new TrailOnDatabase(database(), directory.resolve("checkpoints.ndjson"));
        }

        @BeforeEach
        void start() {
            trail.empty();
            context = new AnnotationConfigApplicationContext();
            context.registerBean(JdbcTemplate.class, () -> trail.sql);
            context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(trail.source));
            context.registerBean(AuditActor.class, Nobody::new);
            context.register(Transactions.class, Witness.class);
            context.scan("care.handrail.audit.store");
            context.refresh();
            witness = context.getBean(Witness.class);
            audit = context.getBean(Audit.class);
        }

        @AfterEach
        void stop() {
            context.close();
        }

        @Test
        void forgetsWhatWasSealedAsItWasWritten() {
            audit.record(VIEW.inWorkItem("task-1").with("identity,contact"));
            audit.refuse(AuditEvent.of(
                    Kind.ACCESS_REFUSED, null, null, "\uD800 \u0000\u0085\u2028 \"\\ é😀 " + "x".repeat(5_000) + "😀"));
            assertThat(witness.remembered()).isEqualTo(2);

            trail.seal(KEY);

            assertThat(witness.compare(Instant.now())).isEmpty();
            assertThat(witness.remembered()).isZero();
        }

        @Test
        void doesNotRememberWhatWasRolledBack() {
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
                audit.record(VIEW);
                status.setRollbackOnly();
            });

            assertThat(witness.remembered()).isZero();
        }

        @Test
        void missesARowThatWasRemovedBeforeItWasSealed() {
            audit.record(VIEW);
            trail.sql.update("delete from AUDIT_EVENT");

            assertThat(witness.compare(Instant.now().plus(Witness.PATIENCE).plusSeconds(1)))
                    .containsExactly(new Witness.Damage(1, "removed-before-sealing"));
        }

        @Test
        void waitsForARowThatIsNotSealedYet() {
            audit.record(VIEW);

            assertThat(witness.compare(Instant.now().plus(Witness.PATIENCE).plusSeconds(1)))
                    .isEmpty();
            assertThat(witness.remembered()).isEqualTo(1);
        }

        @Test
        void tellsTheTrailOfARowThatWasChangedBeforeItWasSealed() {
            audit.record(VIEW);
            audit.record(VIEW);
            trail.sql.update("update AUDIT_EVENT set PATIENT_ID = 'patient-2' where EVENT_NO = 2");

            new SealSchedule(trail.sealer(KEY), trail.checkpoints, List.of(), witness, audit).look();

            assertThat(trail.verify(null, KEY).first().orElseThrow())
                    .satisfies(first -> assertThat(first.event()).isEqualTo(2))
                    .satisfies(first -> assertThat(first.problem()).isEqualTo(Problem.DAMAGE_TOLD));
        }
    }

    @EnableTransactionManagement
    static class Transactions {}

    private static final class Nobody implements AuditActor {
        @Override
        public Optional<String> userId() {
            return Optional.empty();
        }

        @Override
        public String roles() {
            return "";
        }
    }
}

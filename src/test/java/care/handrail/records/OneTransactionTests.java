package care.handrail.records;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailPostgresTest;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Records and audit trail in the running clinic: they commit with everything else or not at all. */
class OneTransactionTests {

    @Nested
    @HandrailTest
    class OnH2 extends Behaviour {}

    @Nested
    @HandrailPostgresTest
    class OnPostgres extends Behaviour {}

    abstract static class Behaviour {

        @Autowired
        private PlatformTransactionManager transactions;

        @Autowired
        private LetterStore letters;

        @Autowired
        private Audit audit;

        @Autowired
        private JdbcTemplate rows;

        @Autowired
        private Http http;

        private final LetterKey letter = new LetterKey(Ids.next(), Ids.next(), "CaptureDetails", Ids.next());

        @Test
        void lettersAndTrailShareTheClinicsTransaction() {
            assertThat(transactions).isInstanceOf(JpaTransactionManager.class);

            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                write();
                assertThat(surname()).containsEntry("surname", "Adeyemi");
                audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, letter.patientId(), letter.episodeId(), "form:X"));
                status.setRollbackOnly();
            });
            assertThat(surname()).isEmpty();
            assertThat(trail()).isEqualTo(1);

            new TransactionTemplate(transactions).executeWithoutResult(status -> write());
            assertThat(surname()).containsEntry("surname", "Adeyemi");
            assertThat(trail()).isEqualTo(2);
        }

        @Test
        void everyAnswerNamesItsRequest() {
            assertThat(http.asNobody().get("/engine-rest/task").header("X-Request-Id"))
                    .matches("[0-9a-f-]{36}");
        }

        private void write() {
            letters.write(letter, Map.of(DataClass.IDENTITY, Map.of("surname", "Adeyemi")), "reception");
            audit.record(AuditEvent.of(Kind.FORM_SUBMITTED, letter.patientId(), letter.episodeId(), "form:X"));
        }

        private Map<String, Object> surname() {
            return letters.latest(
                    letter.patientId(), letter.episodeId(), Set.of("surname"), Set.of(DataClass.IDENTITY));
        }

        private Integer trail() {
            return rows.queryForObject(
                    "select count(*) from AUDIT_EVENT where PATIENT_ID = ?", Integer.class, letter.patientId());
        }
    }
}

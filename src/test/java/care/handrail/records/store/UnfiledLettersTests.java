package care.handrail.records.store;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.records.UnfiledLetters;
import care.handrail.shared.Ids;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Letters of which nobody knows yet whose they are. */
class UnfiledLettersTests {

    @Nested
    class OnH2 extends Behaviour {
        @Override
        DataSource database() {
            return onH2();
        }
    }

    @Nested
    class OnPostgres extends Behaviour {
        @Override
        DataSource database() {
            return onPostgres();
        }
    }

    abstract static class Behaviour extends RecordsOnDatabase {

        private final String id = Ids.next();
        private final String patient = Ids.next();

        @Test
        void goIntoARecordAndOutOfItAgain() {
            var unfiled = context.getBean(UnfiledLetters.class);
            transaction.executeWithoutResult(status -> letters.write(
                    new LetterKey(id, id, "ReviewResult", id),
                    Map.of(DataClass.CLINICAL, Map.of("findings", "A shadow.")),
                    "laboratory"));
            // Another node files it: reading it there brings its key to memory when the transaction is over.
            context.getBean(DataKeys.class).forget();
            transaction.executeWithoutResult(status -> {
                assertThat(findingsOf(id)).containsEntry("findings", "A shadow.");
                unfiled.file(id, patient);
            });
            assertThat(findingsOf(patient)).containsEntry("findings", "A shadow.");

            transaction.executeWithoutResult(status -> unfiled.takeBack(id, patient));
            assertThat(findingsOf(patient)).isEmpty();
            assertThat(findingsOf(id)).containsEntry("findings", "A shadow.");
        }

        private Map<String, Object> findingsOf(String patientId) {
            return letters.latest(patientId, id, Set.of("findings"), Set.of(DataClass.CLINICAL));
        }
    }
}

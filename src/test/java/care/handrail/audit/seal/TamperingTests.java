package care.handrail.audit.seal;

import static care.handrail.audit.seal.TrailOnDatabase.CHANGELOGS;
import static care.handrail.audit.seal.TrailOnDatabase.KEY;
import static care.handrail.audit.seal.TrailOnDatabase.UNUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.audit.Verification;
import care.handrail.audit.Verification.Problem;
import care.handrail.testing.RoomDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every way to tamper with the trail is tried by somebody who owns the database, and is found. */
class TamperingTests {

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

        TrailOnDatabase trail;
        Path exported;

        abstract DataSource database();

        @BeforeAll
        void open(@TempDir Path directory) {
            exported = directory.resolve("checkpoints.ndjson");
            trail = new TrailOnDatabase(database(), exported);
        }

        @BeforeEach
        void fill() {
            trail.empty();
            trail.fill();
        }

        @AfterEach
        void forgetTheExport() throws IOException {
            Files.deleteIfExists(exported);
        }

        @Test
        void anUntouchedTrailIsIntact() {
            trail.write("reception", trail.now());

            var checked = trail.verify();

            assertThat(checked.findings()).isEmpty();
            assertThat(checked).isEqualTo(new Verification(25, 8, 1, 8, 0, Collections.emptyList()));
            assertThat(checked.intact()).isTrue();
        }

        @Test
        void aChangedRowIsFound() {
            trail.sql.update("update AUDIT_EVENT set USER_ID = 'somebody-else' where EVENT_NO = 8");

            finds(8, Problem.CHANGED);
        }

        @Test
        void aChangedRowIsFoundEvenWhenItsLeafWasMadeToFit() {
            trail.sql.update("update AUDIT_EVENT set OUTCOME = 'REFUSED' where EVENT_NO = 8");
            trail.repairLeaf(8);

            finds(7, Problem.BATCH_BROKEN); // the batch of rows 7 to 9
        }

        @Test
        void aValueInAColumnThatWasEmptyIsFound() {
            trail.sql.update("update AUDIT_EVENT set DETAIL = '' where EVENT_NO = 8");

            finds(8, Problem.CHANGED);
        }

        @Test
        void aRemovedRowIsFound() {
            trail.sql.update("delete from AUDIT_EVENT where EVENT_NO = 8");

            finds(8, Problem.REMOVED);
        }

        @Test
        void aRemovedRowIsFoundEvenWhenItsLeafIsGoneToo() {
            trail.sql.update("delete from AUDIT_EVENT where EVENT_NO = 8");
            trail.sql.update("delete from AUDIT_LEAF where EVENT_NO = 8");

            finds(7, Problem.BATCH_BROKEN);
        }

        @Test
        void anInsertedRowIsFound() {
            trail.insert(UNUSED, TrailOnDatabase.START.plus(Duration.ofMinutes(121)));
            finds(UNUSED, Problem.INSERTED);

            trail.seal(KEY);
            finds(UNUSED, Problem.INSERTED); // and the clinic does not seal it afterwards
        }

        @Test
        void anInsertedRowIsFoundEvenWithALeaf() {
            trail.insert(UNUSED, TrailOnDatabase.START.plus(Duration.ofMinutes(121)));
            trail.sql.update(
                    "insert into AUDIT_LEAF select " + UNUSED + ", 5, LEAF_HASH from AUDIT_LEAF where EVENT_NO = 1");
            trail.repairLeaf(UNUSED);

            finds(13, Problem.BATCH_BROKEN); // the batch of rows 13, 15 and 16
        }

        @Test
        void aRowThatIsDatedBackIsFound() {
            trail.write("nurse", TrailOnDatabase.START);
            trail.pass(Duration.ofMinutes(1));
            trail.seal(KEY);

            finds(26, Problem.CLOCK_BACK);
        }

        @Test
        void rowsInAnotherOrderAreFound() {
            trail.sql.update("update AUDIT_EVENT set EVENT_NO = -8 where EVENT_NO = 8");
            trail.sql.update("update AUDIT_EVENT set EVENT_NO = 8 where EVENT_NO = 9");
            trail.sql.update("update AUDIT_EVENT set EVENT_NO = 9 where EVENT_NO = -8");

            finds(8, Problem.CHANGED);
            assertThat(trail.verify().problems()).isEqualTo(2);
        }

        @Test
        void batchesInAnotherOrderAreFound() {
            for (var table : new String[] {"AUDIT_LEAF", "AUDIT_CHECKPOINT"}) {
                trail.sql.update("update " + table + " set BATCH_NO = -3 where BATCH_NO = 3");
                trail.sql.update("update " + table + " set BATCH_NO = 3 where BATCH_NO = 4");
                trail.sql.update("update " + table + " set BATCH_NO = 4 where BATCH_NO = -3");
            }

            finds(7, Problem.CHAIN_BROKEN);
        }

        @Test
        void aCutOffTailIsFoundByTheExport() {
            cutOffTheLastTwoBatches();

            finds(20, Problem.TRUNCATED);
        }

        @Test
        void aCutOffTailIsNotFoundWithoutTheExport() {
            cutOffTheLastTwoBatches();

            var checked = trail.verify(null, KEY);

            assertThat(checked.intact()).isTrue();
            assertThat(checked.exported()).isZero();
        }

        @Test
        void aCutOffSealIsFound() {
            trail.sql.update("delete from AUDIT_CHECKPOINT where BATCH_NO > 6");
            trail.sql.update("delete from AUDIT_LEAF where BATCH_NO > 6");
            trail.pass(Verifier.LONGEST_UNSEALED.plusSeconds(1));

            finds(20, Problem.TRUNCATED);
            assertThat(trail.verify(null, KEY).first().orElseThrow().problem()).isEqualTo(Problem.NOT_SEALED);
        }

        @Test
        void aBatchThatIsGoneAsAWholeIsFound() {
            trail.sql.update("delete from AUDIT_EVENT where EVENT_NO between 7 and 9");
            trail.sql.update("delete from AUDIT_LEAF where BATCH_NO = 3");
            trail.sql.update("delete from AUDIT_CHECKPOINT where BATCH_NO = 3");

            finds(7, Problem.CHAIN_BROKEN);
        }

        @Test
        void aCheckpointThatIsGoneIsFound() {
            trail.sql.update("delete from AUDIT_CHECKPOINT where BATCH_NO = 8");

            assertThat(trail.verify(null, KEY).first().orElseThrow())
                    .extracting(Verification.Finding::event, Verification.Finding::problem)
                    .containsExactly(23L, Problem.CHAIN_BROKEN);
        }

        @Test
        void aChangedCheckpointIsFound() {
            trail.sql.update("update AUDIT_CHECKPOINT set EVENTS = 4 where BATCH_NO = 3");

            finds(7, Problem.NOT_SIGNED);
        }

        @Test
        void aTrailThatWasWrittenAnewWithAnotherKeyIsFound() {
            writeAnew(TrailOnDatabase.key(2));

            finds(1, Problem.NOT_SIGNED);
        }

        @Test
        void aTrailThatWasWrittenAnewWithTheClinicsKeyIsFoundByTheExport() {
            writeAnew(KEY);

            finds(1, Problem.REWRITTEN);
            assertThat(trail.verify(null, KEY).intact()).isTrue();
        }

        @Test
        void aClockThatWasSetBackIsFound() {
            trail.pass(Duration.ofHours(-2));
            trail.write("nurse", trail.now());
            trail.seal(KEY);

            finds(26, Problem.CLOCK_BACK);
        }

        @Test
        void aClockThatIsALittleOffIsForgiven() {
            trail.pass(Duration.ofMinutes(-4));
            trail.write("nurse", trail.now());
            trail.seal(KEY);

            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void rowsThatNobodySealsAreFound() {
            trail.write("nurse", trail.now());
            trail.write("nurse", trail.now());
            trail.pass(Verifier.LONGEST_UNSEALED.plusSeconds(1));

            finds(26, Problem.NOT_SEALED);
        }

        @Test
        void theLowestRowIsNamedFirst() {
            trail.sql.update("delete from AUDIT_EVENT where EVENT_NO = 20");
            trail.sql.update("update AUDIT_EVENT set USER_ID = 'somebody-else' where EVENT_NO in (2, 12)");

            finds(2, Problem.CHANGED);
            assertThat(trail.verify().problems()).isEqualTo(3);
        }

        @Test
        void anExportOutOfOrderIsRefusedWithASentence() throws IOException {
            var lines = Files.readAllLines(exported);
            Collections.swap(lines, 2, 3);
            Files.write(exported, lines);

            assertThatThrownBy(trail::verify).hasMessageContaining("Sort the lines by batch");
        }

        private void finds(long event, Problem problem) {
            var checked = trail.verify();
            assertThat(checked.intact()).isFalse();
            assertThat(checked.first().orElseThrow())
                    .as("%s", checked.findings())
                    .extracting(Verification.Finding::event, Verification.Finding::problem)
                    .containsExactly(event, problem);
        }

        private void cutOffTheLastTwoBatches() {
            trail.sql.update("delete from AUDIT_EVENT where EVENT_NO >= 20");
            trail.sql.update("delete from AUDIT_LEAF where BATCH_NO > 6");
            trail.sql.update("delete from AUDIT_CHECKPOINT where BATCH_NO > 6");
        }

        private void writeAnew(SealingKey key) {
            trail.sql.update("update AUDIT_EVENT set USER_ID = 'somebody-else'");
            trail.sql.update("delete from AUDIT_LEAF");
            trail.sql.update("delete from AUDIT_CHECKPOINT");
            trail.seal(key);
        }
    }
}

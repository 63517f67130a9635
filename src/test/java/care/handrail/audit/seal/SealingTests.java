package care.handrail.audit.seal;

import static care.handrail.audit.seal.TrailOnDatabase.CHANGELOGS;
import static care.handrail.audit.seal.TrailOnDatabase.KEY;
import static care.handrail.audit.seal.TrailOnDatabase.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.audit.AuditTrail.InclusionProof;
import care.handrail.audit.Checkpoint;
import care.handrail.audit.Verification.Problem;
import care.handrail.testing.RoomDatabase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

class SealingTests {

    private static final String INSERT = "insert into AUDIT_EVENT (HAPPENED_AT, USER_ID, ROLES, KIND, OUTCOME, OBJECT)"
            + " values (?, 'nurse', '', 'FORM_VIEWED', 'ALLOWED', 'form:CaptureDetails')";

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

        /** Only PostgreSQL counts what it goes through; the statements are the same on both. */
        @Test
        void looksAtNoRowOfABacklogTwice() {
            long few = rowsReadToSeal(2_000);
            long many = rowsReadToSeal(20_000);

            assertThat(few).isGreaterThan(2_000);
            assertThat(many).isLessThan(11 * few);
        }

        private long rowsReadToSeal(int rows) {
            trail.empty();
            trail.sql.execute("analyze AUDIT_EVENT, AUDIT_LEAF");
            writeMany(rows);
            long before = rowsRead();
            trail.seal(KEY);
            return rowsRead() - before;
        }

        private long rowsRead() {
            // Each connection of the pool keeps its counts to itself for a second.
            trail.sql.queryForList("select pg_stat_force_next_flush()");
            return trail.sql.queryForObject("""
                    select sum(coalesce(seq_tup_read, 0)) + (select sum(idx_tup_read) from pg_stat_user_indexes
                        where upper(relname) in ('AUDIT_EVENT', 'AUDIT_LEAF'))
                    from pg_stat_user_tables where upper(relname) in ('AUDIT_EVENT', 'AUDIT_LEAF')
                    """, Long.class);
        }
    }

    @Test
    void whatWasSealedBeforeColumnsWereAddedStillVerifiesOnH2(@TempDir Path directory) {
        verifiesAcrossColumns(RoomDatabase.h2("audit/001-audit-event", "audit/002-seal"), directory);
    }

    @Test
    void whatWasSealedBeforeColumnsWereAddedStillVerifiesOnPostgres(@TempDir Path directory) {
        verifiesAcrossColumns(RoomDatabase.postgres("audit/001-audit-event", "audit/002-seal"), directory);
    }

    private static void verifiesAcrossColumns(DataSource source, Path directory) {
        var trail = new TrailOnDatabase(source, directory.resolve("checkpoints.ndjson"));
        trail.fill();

        RoomDatabase.migrate(source, TrailOnDatabase.LATER_COLUMNS);
        trail.write("nurse", trail.now());
        trail.sql.update("update AUDIT_EVENT set PURPOSE = 'TREAT', BASIS = 'relationship-1' where EVENT_NO = 26");
        trail.seal(KEY);

        assertThat(trail.verify())
                .satisfies(checked -> assertThat(checked.findings()).isEmpty())
                .satisfies(checked -> assertThat(checked.events()).isEqualTo(25));
        assertThat(trail.reader.prove(26).orElseThrow().row()).contains("\"basis\":\"relationship-1\"");

        trail.sql.update("update AUDIT_EVENT set PURPOSE = 'ETREAT' where EVENT_NO = 3");
        assertThat(trail.verify().first().orElseThrow())
                .satisfies(first -> assertThat(first.event()).isEqualTo(3))
                .satisfies(first -> assertThat(first.problem()).isEqualTo(Problem.CHANGED));
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnDatabase {

        TrailOnDatabase trail;
        Path exported;

        abstract DataSource database();

        @BeforeAll
        void open(@TempDir Path directory) {
            exported = directory.resolve("exports/checkpoints.ndjson");
            trail = new TrailOnDatabase(database(), exported);
        }

        @BeforeEach
        void fill() throws IOException {
            Files.deleteIfExists(exported);
            trail.empty();
            trail.fill();
        }

        @Test
        void sealsARowThatIsCommittedLate() throws SQLException {
            try (var late = trail.source.getConnection()) {
                late.setAutoCommit(false);
                insertInto(late, trail.now());
                trail.pass(Duration.ofSeconds(30));
                trail.write("nurse", trail.now());
                trail.pass(Duration.ofMinutes(1));
                trail.seal(KEY);
                assertThat(trail.last().orElseThrow())
                        .extracting(Checkpoint::events, Checkpoint::firstEvent, Checkpoint::upTo)
                        .containsExactly(1, 27L, 27L);
                late.commit();
            }
            trail.pass(Duration.ofMinutes(50));
            trail.write("nurse", trail.now());
            trail.seal(KEY);

            assertThat(trail.last().orElseThrow())
                    .extracting(Checkpoint::events, Checkpoint::firstEvent, Checkpoint::upTo)
                    .containsExactly(2, 26L, 28L);
            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void waitsAMinuteForABatchToFill() {
            trail.write("nurse", trail.now());
            trail.sealer(KEY).sealDue(trail.now().plusSeconds(59));
            assertThat(trail.last().orElseThrow().batch()).isEqualTo(8);

            trail.sealer(KEY).sealDue(trail.now().plusSeconds(60));
            assertThat(trail.last().orElseThrow().batch()).isEqualTo(9);
        }

        @Test
        void doesNotWaitWithAFullBatch() {
            writeMany(2_100);

            trail.sealer(KEY).sealDue(trail.now());

            assertThat(trail.last().orElseThrow())
                    .extracting(Checkpoint::batch, Checkpoint::events)
                    .containsExactly(10L, 1_000);
            assertThat(trail.verify().waiting()).isEqualTo(100);
        }

        @Test
        void makesNoCheckpointWhenNothingHappened() {
            trail.pass(Duration.ofHours(1));
            trail.seal(KEY);

            assertThat(trail.last().orElseThrow().batch()).isEqualTo(8);
        }

        @Test
        void sealsOnWhenTheClockWasSetBack() {
            trail.write("nurse", trail.now());
            trail.sealer(KEY).sealDue(trail.now().minus(Duration.ofHours(3)));

            assertThat(trail.last().orElseThrow().batch()).isEqualTo(9);
        }

        @Test
        void leavesNothingHalfDoneWhenItStopsBetweenBatchAndCheckpoint() {
            trail.write("nurse", trail.now());
            var stopping = new CheckpointTable(trail.sql) {
                @Override
                void add(Checkpoint checkpoint) {
                    throw new IllegalStateException("the power went");
                }
            };

            assertThatThrownBy(() -> new Sealer(trail.sql, stopping, KEY, new JdbcTransactionManager(trail.source))
                            .sealAll(trail.now()))
                    .hasMessage("the power went");

            assertThat(trail.sql.queryForObject("select count(*) from AUDIT_LEAF", Long.class))
                    .isEqualTo(24);
            assertThat(trail.verify())
                    .satisfies(checked -> assertThat(checked.findings()).isEmpty())
                    .satisfies(checked -> assertThat(checked.waiting()).isEqualTo(1));
            trail.seal(KEY);
            assertThat(trail.verify().waiting()).isZero();
        }

        @Test
        void severalSealersAtOnceSealEveryRowOnce() throws Exception {
            writeMany(3_000);
            var nodes = Executors.newFixedThreadPool(4);
            try {
                Callable<Boolean> sealing = () -> {
                    trail.sealer(KEY).sealAll(trail.now());
                    return true;
                };
                for (var node : nodes.invokeAll(Collections.nCopies(4, sealing))) {
                    assertThat(node.get()).isTrue();
                }
            } finally {
                nodes.shutdown();
            }
            trail.seal(KEY);

            assertThat(trail.sql.queryForObject("select count(*) from AUDIT_LEAF", Long.class))
                    .isEqualTo(3_024);
            assertThat(trail.verify().findings()).isEmpty();
        }

        @Test
        void leavesTheSealingToWhoeverIsAtIt() throws SQLException {
            trail.write("nurse", trail.now());
            try (var other = trail.source.getConnection();
                    var statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.executeQuery("select ID from AUDIT_SEALER for update").close();

                trail.seal(KEY);
                trail.sealer(KEY).alone(() -> {
                    throw new AssertionError("not alone");
                });

                assertThat(trail.last().orElseThrow().batch()).isEqualTo(8);
                other.rollback();
            }
            trail.seal(KEY);
            assertThat(trail.last().orElseThrow().batch()).isEqualTo(9);
        }

        @Test
        void keepsEarlierCheckpointsWhenTheKeyIsChanged() {
            trail.write("nurse", trail.now());
            trail.seal(key(2));
            trail.export();

            assertThat(trail.verify(exported, KEY, key(2)).findings()).isEmpty();
            assertThat(trail.verify(exported, key(2)).first().orElseThrow().event())
                    .isEqualTo(1);
            assertThat(trail.verify(exported, KEY).first().orElseThrow())
                    .satisfies(first -> assertThat(first.event()).isEqualTo(26))
                    .satisfies(first -> assertThat(first.problem()).isEqualTo(Problem.NOT_SIGNED));
        }

        @Test
        void provesASealedRow() {
            var proof = trail.reader.prove(8).orElseThrow();

            assertThat(proof.row()).isEqualTo("""
                    {"event_no":8,"happened_at":"2026-03-02T10:00:01Z","kind":"FORM_VIEWED",\
                    "object":"form:CaptureDetails","outcome":"ALLOWED","roles":"nursing","user_id":"nurse"}""");
            assertThat(proof.index()).isEqualTo(1);
            assertThat(proof.checkpoint().batch()).isEqualTo(3);
            assertThat(rootOf(proof)).isEqualTo(proof.checkpoint().root());
            assertThat(TrailOnDatabase.trusted(KEY).vouchFor(proof.checkpoint()))
                    .isTrue();
        }

        @Test
        void provesNothingOfARowThatWasChanged() {
            trail.sql.update("update AUDIT_EVENT set USER_ID = 'somebody-else' where EVENT_NO = 8");

            var proof = trail.reader.prove(8).orElseThrow();

            assertThat(rootOf(proof)).isNotEqualTo(proof.checkpoint().root());
        }

        @Test
        void hasNoProofOfARowThatIsNotSealed() {
            trail.write("nurse", trail.now());

            assertThat(trail.reader.prove(26)).isEmpty();
            assertThat(trail.reader.prove(99)).isEmpty();
        }

        @Test
        void exportsTheTextsThatAreSealed() {
            var lines = new ArrayList<String>();

            trail.reader.export(23, lines::add);

            assertThat(lines).hasSize(2).first().asString().startsWith("{\"event_no\":24,");
        }

        @Test
        void exportsEachCheckpointOnceAndGoesOnAfterATornLine() throws IOException {
            trail.export();
            assertThat(Files.readAllLines(exported)).hasSize(8);

            Files.writeString(exported, "{\"batch\":9,\"events\":1,\"fi", StandardOpenOption.APPEND);
            trail.write("nurse", trail.now());
            trail.pass(Duration.ofMinutes(1));
            trail.seal(KEY);
            trail.export();

            assertThat(Files.readAllLines(exported)).hasSize(10);
            assertThat(trail.verify().exported()).isEqualTo(9);
            assertThat(trail.verify().findings()).isEmpty();
            assertThat(new ObjectMapper()
                            .readTree(Files.readAllLines(exported).get(9))
                            .get("previous")
                            .asText())
                    .isEqualTo(CheckpointText.hash(trail.checkpoints.get(8)));
        }

        private static String rootOf(InclusionProof proof) {
            return HexFormat.of()
                    .formatHex(MerkleTree.rootOf(
                            MerkleTree.leaf(proof.row()),
                            proof.index(),
                            proof.checkpoint().events(),
                            proof.path().stream().map(HexFormat.of()::parseHex).toList()));
        }

        void writeMany(int rows) {
            var values = Collections.nCopies(rows, new Object[] {trail.now().atOffset(ZoneOffset.UTC)});
            trail.sql.batchUpdate(INSERT, values);
        }

        private static void insertInto(Connection connection, Instant at) {
            new JdbcTemplate(new SingleConnectionDataSource(connection, true))
                    .update(INSERT, at.atOffset(ZoneOffset.UTC));
        }
    }
}

package care.handrail.walk;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.Watched;
import care.handrail.testing.EngineClock;
import care.handrail.testing.HandrailTest;
import care.handrail.walk.Balance.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Nothing is lost, whatever people, other services and machines do in whatever order. Another walk, or a longer one:
 * {@code -Dhandrail.walk.seed=7}, {@code -Dhandrail.walk.size=10000}. Keep the database of a long one in memory and let the
 * JVM compile all it can: {@code -Dhandrail.h2.memory=true -DargLine="-Xmx6g -XX:+UseSerialGC -Duser.timezone=UTC"}.
 */
@HandrailTest
class RandomWalkTests {

    private static final Logger LOG = LoggerFactory.getLogger(RandomWalkTests.class);

    private static final int SIZE = Integer.getInteger("handrail.walk.size", 12);
    private static final long SEED = Long.getLong("handrail.walk.seed", 1);

    @Autowired
    private BeanFactory beans;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private List<Watched> watched;

    @Test
    void losesNothing() {
        var began = System.nanoTime();
        var before = differences();
        try (var walk = new RandomWalk(SEED, SIZE, beans)) {
            walk.run();
            var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            check(walk, walk.balance(), seconds, before);
        }
    }

    private void check(RandomWalk walk, Balance balance, long seconds, Map<String, Long> before) {
        LOG.info(
                "Random walk, seed {}: {} things in {} s: {} closed, {} open, {} lost. {}",
                SEED,
                walk.things().size(),
                seconds,
                balance.closed(),
                balance.open(),
                balance.lost().size(),
                walk.told());
        assertThat(walk.things()).hasSize(SIZE);
        assertThat(walk.failures()).as("seed %d", SEED).isEmpty();
        assertThat(balance.lost()).as("seed %d", SEED).isEmpty();
        assertThat(walk.notWhatWasSent()).as("seed %d", SEED).isEmpty();
        assertThat(balance.closed()).as("closed, seed %d", SEED).isPositive();
        assertThat(balance.open()).as("open, seed %d", SEED).isPositive();
        theWatchdogCountsTheSame(walk, before);
    }

    private void theWatchdogCountsTheSame(RandomWalk walk, Map<String, Long> before) {
        watched.forEach(kind -> LOG.info("The watchdog counts of {}: {}.", kind.kind(), kind.tally()));
        assertThat(differences()).as("seed %d", SEED).isEqualTo(before);
        for (var kind : watched) {
            assertThat(kind.adrift(EngineClock.now(), "", Integer.MAX_VALUE))
                    .as("%s, seed %d", kind.kind(), SEED)
                    .noneMatch(adrift -> walk.things().containsKey(adrift.id()));
        }
    }

    private Map<String, Long> differences() {
        return watched.stream()
                .collect(Collectors.toMap(Watched::kind, kind -> kind.tally().difference()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REFERRAL_TO_US | update ACT_RU_EXECUTION set BUSINESS_KEY_ = null where PROC_INST_ID_ = ?",
                "REFERRAL_TO_US | update ACT_RU_TASK set EXECUTION_ID_ = null where PROC_INST_ID_ = ?",
                "REFERRAL_TO_US | update ACT_RU_TASK set DUE_DATE_ = null where PROC_INST_ID_ = ?",
                "REFERRAL_TO_US | update ACT_RU_IDENTITYLINK set GROUP_ID_ = 'nobody'"
                        + " where TASK_ID_ in (select ID_ from ACT_RU_TASK where PROC_INST_ID_ = ?)",
                "RESULT | delete from ACT_RU_JOB where PROCESS_INSTANCE_ID_ = ?",
                "RESULT | update ACT_RU_JOB set RETRIES_ = 0 where PROCESS_INSTANCE_ID_ = ?",
            })
    void seesWhatIsLost(Kind kind, String losing) {
        afterArrival(kind, instance -> rows.update(losing, instance));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void seesThatAnInstanceIsGone(Kind kind) {
        afterArrival(kind, instance -> processes.deleteProcessInstance(instance, "lost"));
    }

    /** All of it is undone, because others count too. */
    private void afterArrival(Kind kind, Consumer<String> losing) {
        // Another seed: what the walk has sent stays, and would be taken for a repetition.
        var walk = new RandomWalk(~SEED, 1, beans);
        walk.meetPatients();
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            var id = walk.arrive(kind);
            assertThat(walk.balance()).isEqualTo(new Balance(0, 1, List.of()));
            losing.accept(processes
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(id)
                    .rootProcessInstances()
                    .singleResult()
                    .getId());
            assertThat(walk.balance().lost()).hasSize(1);
        });
    }
}

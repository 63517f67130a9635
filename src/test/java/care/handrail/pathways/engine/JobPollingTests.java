package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.HandrailTest;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HandrailTest
class JobPollingTests {

    @Autowired
    private ProcessEngineConfigurationImpl engine;

    /** With a first wait that is longer than the longest, the engine polls without a pause and takes a whole core. */
    @Test
    void restsBetweenPollsWhenThereIsNothingToDo() {
        var executor = engine.getJobExecutor();

        assertThat((long) executor.getWaitTimeInMillis()).isBetween(1L, executor.getMaxWait());
    }
}

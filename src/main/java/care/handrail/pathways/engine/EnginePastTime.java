package care.handrail.pathways.engine;

import care.handrail.pathways.PastTime;
import java.time.Duration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Moves the engine's clock, which is one for the whole program: never where patients are real. */
@Component
@Profile("demo")
class EnginePastTime implements PastTime {

    private final ProcessEngineConfigurationImpl engine;

    EnginePastTime(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public void ago(Duration time, Runnable work) {
        if (engine.getJobExecutor().isActive()) {
            throw new IllegalStateException("The clock cannot be moved any more: the engine's jobs run.");
        }
        ClockUtil.offset(-time.toMillis());
        try {
            work.run();
        } finally {
            ClockUtil.reset();
        }
    }
}

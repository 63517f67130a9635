package care.handrail.testing.paths;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** Gives every step a day; public because expressions of timers call it. */
public class FixedServiceLevel {

    public Date due(DelegateExecution execution) {
        return Date.from(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofDays(1)));
    }

    public String repeat(DelegateExecution execution) {
        return "R/P1D";
    }
}

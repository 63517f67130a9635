package care.handrail.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The engine's clock: a test moves it instead of waiting. */
public final class EngineClock {

    private EngineClock() {}

    /** Returns the time that the engine believes it is. */
    public static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    /** Stops the clock at the moment. */
    public static void set(Instant moment) {
        ClockUtil.setCurrentTime(Date.from(moment));
    }

    /** Stops the clock at a moment so much later than it shows now. */
    public static void advance(Duration by) {
        set(now().plus(by));
    }

    /** Lets the clock run with the real time again. */
    public static void reset() {
        ClockUtil.reset();
    }

    /** Puts the clock right after every test. */
    static class Reset implements AfterEachCallback {

        @Override
        public void afterEach(ExtensionContext context) {
            reset();
        }
    }
}

package care.handrail.pathways.engine;

import care.handrail.shared.WorkingCalendar;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives all rooms the engine's time, so that a due date and "today" never disagree. */
@Configuration(proxyBeanMethods = false)
class EngineTime {

    /** Returns the clock of the clinic: the engine's time, in the zone of the default site. */
    @Bean
    Clock clock(WorkingCalendar calendar) {
        return clock(calendar.site(null).zone());
    }

    /** Returns the engine's time in a zone. */
    static Clock clock(ZoneId zone) {
        return new EngineClock(zone);
    }

    private static final class EngineClock extends Clock {

        private final ZoneId zone;

        private EngineClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new EngineClock(other);
        }

        @Override
        public Instant instant() {
            return ClockUtil.getCurrentTime().toInstant();
        }
    }
}

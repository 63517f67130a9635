package care.handrail.pathways.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives all rooms the engine's time, so that a due date and "today" never disagree. */
@Configuration(proxyBeanMethods = false)
class EngineTime {

    /** Returns the clock of the clinic: the engine's time, in the zone where the clinic's days begin and end. */
    @Bean
    Clock clock(@Value("${handrail.zone:Europe/London}") ZoneId zone) {
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

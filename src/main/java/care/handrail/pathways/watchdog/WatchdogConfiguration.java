package care.handrail.pathways.watchdog;

import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Watched;
import care.handrail.pathways.store.WatchdogRuns;
import care.handrail.shared.WorkingCalendar;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the watchdog together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchdogProperties.class)
class WatchdogConfiguration {

    @Bean
    Watch watch(
            JdbcClient database,
            DatabaseTime time,
            List<Watched> watched,
            StaffDirectory staff,
            LetterStore letters,
            Findings findings,
            WatchdogRuns runs,
            Audit audit,
            WatchdogProperties properties,
            WorkingCalendar calendar) {
        return new Watch(
                new Lease(database, time, properties.every().multipliedBy(2)),
                time,
                checks(database, watched, staff, letters, properties),
                new Reconciliation(watched, runs),
                findings,
                runs,
                new Heartbeat(properties.heartbeatUrl(), properties.heartbeatMethod(), audit),
                properties,
                calendar.site(null).zone());
    }

    /** Returns everything that is asked at each look. */
    static List<Check> checks(
            JdbcClient database,
            List<Watched> watched,
            StaffDirectory staff,
            LetterStore letters,
            WatchdogProperties properties) {
        var checks = new ArrayList<>(EngineChecks.all(database, properties.overdue()));
        checks.add(new ClaimedAndLeft(database, letters, properties.claimed(), properties.claimedWithoutTarget()));
        checks.add(new QueuesWithoutMembers(database, staff));
        watched.forEach(kind -> checks.add(new AdriftCheck(kind)));
        return checks;
    }

    @Bean
    WatchdogSchedule watchdogSchedule(Watch watch, WatchdogProperties properties) {
        return new WatchdogSchedule(watch, properties.every());
    }

    /** Named after what the health group of the readiness asks for. */
    @Bean
    WatchdogHealth watchdogHealthIndicator(WatchdogRuns runs, DatabaseTime time, WatchdogProperties properties) {
        return new WatchdogHealth(runs, time, properties.longestSilence());
    }
}

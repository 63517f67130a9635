package care.handrail.signoffs;

import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has the watchdog look for sign-offs that are open and whose process does not run. */
@Configuration(proxyBeanMethods = false)
class WatchedSignOffs {

    @Bean
    Watched signOffsAreWatched(JdbcClient database) {
        return new WatchedTable(
                database,
                "sign-off",
                "HR_SIGN_OFF",
                "'" + SignOffs.PROCESS + "'",
                "r.STATE not in ('REQUESTED', 'FIRST_SIGNED')",
                WatchedTable.NEVER);
    }
}

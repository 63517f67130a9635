package care.handrail.episodes;

import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has the watchdog look for follow-on actions that are open and whose process does not run. */
@Configuration(proxyBeanMethods = false)
class WatchedActions {

    @Bean
    Watched followOnActionsAreWatched(JdbcClient database) {
        return new WatchedTable(
                database,
                "follow-on-action",
                "HR_FOLLOW_ON_ACTION",
                "'" + FollowOnActions.PROCESS + "'",
                "r.SETTLED_AT is not null",
                WatchedTable.NEVER);
    }
}

package care.handrail.episodes;

import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has the watchdog look for episodes that are open and whose pathway does not run. */
@Configuration(proxyBeanMethods = false)
class WatchedEpisodes {

    @Bean
    Watched episodesAreWatched(JdbcClient database) {
        return new WatchedTable(
                database, "episode", "HR_EPISODE", "r.PROCESS_ID", "r.ENDED_AT is not null", WatchedTable.NEVER);
    }
}

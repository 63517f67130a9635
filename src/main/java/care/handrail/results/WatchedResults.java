package care.handrail.results;

import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has the watchdog look for results and orders that are open and whose process does not run. */
@Configuration(proxyBeanMethods = false)
class WatchedResults {

    @Bean
    Watched resultsAreWatched(JdbcClient database) {
        return new WatchedTable(
                database,
                "result",
                "HR_RESULT",
                "'" + Results.PROCESS + "'",
                "r.STATE in ('SENT_BACK', 'CLOSED', 'SUPERSEDED')",
                WatchedTable.NEVER);
    }

    @Bean
    Watched testOrdersAreWatched(JdbcClient database) {
        return new WatchedTable(
                database,
                "test-order",
                "HR_TEST_ORDER",
                "'" + Orders.PROCESS + "'",
                "r.STATE <> 'WAITING'",
                WatchedTable.NEVER);
    }
}

package care.handrail.referrals;

import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has referrals watched, and reads what they are sent with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReferralProperties.class)
class ReferralConfiguration {

    @Bean
    Watched outboundReferralsWatched(JdbcClient database) {
        return new WatchedTable(
                database,
                "outbound-referral",
                "HR_OUTBOUND_REFERRAL",
                "'OutboundReferral'",
                "r.ENDED_AT is not null",
                WatchedTable.NEVER);
    }
}

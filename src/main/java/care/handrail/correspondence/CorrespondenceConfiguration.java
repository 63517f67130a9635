package care.handrail.correspondence;

import care.handrail.consent.Purposes;
import care.handrail.pathways.WatchedTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the governance lead keeps, and has the watchdog look at what is on its way. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmailProperties.class, ReturnsProperties.class, SmsProperties.class})
class CorrespondenceConfiguration {

    @Bean
    ChannelRules channelRules() {
        return ChannelRules.shipped();
    }

    @Bean
    Templates templates(ChannelRules rules, Purposes purposes) throws IOException {
        var templates = new ArrayList<Template>();
        for (var file :
                new PathMatchingResourcePatternResolver().getResources("classpath:correspondence/templates/*.txt")) {
            templates.add(
                    Template.read(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8)));
        }
        return new Templates(templates, rules, purposes);
    }

    /** What waits, fails or is printed has its process; nothing else may. */
    @Bean
    WatchedTable watchedCorrespondence(JdbcClient database) {
        return new WatchedTable(
                database,
                "letter",
                "hr_dispatch",
                "'SendCorrespondence'",
                "r.STATE in ('SENT', 'PRINTED', 'SUPPRESSED_STALE', 'REFUSED_CONSENT', 'GIVEN_UP', 'WITHDRAWN')",
                "r.STATE in ('FAILED', 'UNCERTAIN', 'BOUNCED')");
    }
}

package care.handrail.shared;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the working calendar from the configured sites. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteProperties.class)
class SharedConfiguration {

    @Bean
    WorkingCalendar workingCalendar(SiteProperties properties) {
        return new WorkingCalendar(properties.toSites(), properties.defaultSite());
    }
}

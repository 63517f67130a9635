package care.handrail.access.web;

import care.handrail.shared.Databases;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** How sessions are kept in the database. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    /** In Base64 they fill the column of the sessions' table. */
    private static final int ID_BYTES = 27;

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionContent() {
        var random = new SecureRandom();
        return sessions -> {
            sessions.setConversionService(SessionContent.conversion());
            sessions.setSessionIdGenerator(() -> {
                var id = new byte[ID_BYTES];
                random.nextBytes(id);
                return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
            });
        };
    }

    /** Two requests of a page may keep the same thing in their session at the same moment; the later one stays. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionTable(JdbcTemplate database) {
        return Databases.isH2(database)
                ? sessions -> sessions.setCreateSessionAttributeQuery("""
                        MERGE INTO %TABLE_NAME%_ATTRIBUTES (SESSION_PRIMARY_ID, ATTRIBUTE_NAME, ATTRIBUTE_BYTES)
                        KEY (SESSION_PRIMARY_ID, ATTRIBUTE_NAME) VALUES (?, ?, ?)
                        """)
                : new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** The limits are registered with the sign-in alone; otherwise they would run a second time, for everything. */
    @Bean
    FilterRegistrationBean<SessionLimits> sessionLimitsOnce(SessionLimits limits) {
        var registration = new FilterRegistrationBean<>(limits);
        registration.setEnabled(false);
        return registration;
    }
}

package care.handrail.pathways.engine;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Map;
import liquibase.integration.spring.SpringLiquibase;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine's web interfaces behind the one sign-in. */
@Configuration(proxyBeanMethods = false)
class EngineWeb {

    /** After Spring Security, which knows who has signed in. */
    private static final int AFTER_SIGN_IN = 200;

    private static final int AFTER_GUARD = AFTER_SIGN_IN + 1;

    EngineWeb() {
        RestRefusals.install();
    }

    /** The sign-in needs the engine's user store before anything else does, and the store needs its tables. */
    @Bean
    static AbstractDependsOnBeanFactoryPostProcessor tablesBeforeEngine() {
        return new AbstractDependsOnBeanFactoryPostProcessor(ProcessEngineFactoryBean.class, SpringLiquibase.class) {};
    }

    @Bean
    FilterRegistrationBean<EngineGuard> engineGuard() {
        var filter = new FilterRegistrationBean<>(new EngineGuard());
        filter.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        filter.setOrder(AFTER_SIGN_IN);
        return filter;
    }

    @Bean
    FilterRegistrationBean<OwnNonce> ownNonce() {
        var filter = new FilterRegistrationBean<>(new OwnNonce());
        filter.addUrlPatterns("/camunda/*");
        filter.setOrder(AFTER_SIGN_IN);
        return filter;
    }

    @Bean
    FilterRegistrationBean<WebappSessions> webappSessions() {
        var filter = new FilterRegistrationBean<>(new WebappSessions());
        filter.addUrlPatterns("/camunda/*");
        filter.setOrder(AFTER_SIGN_IN);
        return filter;
    }

    @Bean
    FilterRegistrationBean<EngineAuthenticationFilter> engineAuthenticationFilter(IdentityService identity) {
        var filter = new FilterRegistrationBean<>(new EngineAuthenticationFilter(identity));
        filter.addUrlPatterns("/api/*", "/engine-rest/*");
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        filter.setOrder(AFTER_GUARD);
        return filter;
    }

    @Bean
    FilterRegistrationBean<WebappSignIn> webappAuthenticationFilter() {
        var filter = new FilterRegistrationBean<>(new WebappSignIn());
        filter.setInitParameters(
                Map.of(ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM, SignedInStaff.class.getName()));
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        filter.setOrder(AFTER_GUARD);
        return filter;
    }
}

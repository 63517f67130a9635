package care.handrail.testing;

import care.handrail.access.StaffDirectory;
import jakarta.servlet.Filter;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Adds to the real clinic what tests need: its staff, a way to call it, and a way to run its jobs. */
@TestConfiguration(proxyBeanMethods = false)
class ClinicUnderTest {

    /** Counts the statements of whoever asks {@link CountingDataSource#during}. */
    @Bean
    static BeanPostProcessor countsStatements() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource database ? new CountingDataSource(database) : bean;
            }
        };
    }

    /**
     * Lets the engine's web interfaces of this clinic find this clinic's engine: they look it up by its name, which the
     * clinics of a test run share.
     */
    @Bean
    FilterRegistrationBean<Filter> ownEngine(ObjectProvider<ProcessEngine> engine) {
        var filter = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            ProcessEngines.registerProcessEngine(engine.getObject());
            chain.doFilter(request, response);
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> testStaff(ObjectProvider<StaffDirectory> directory) {
        return ready -> directory.ifAvailable(TestStaff::createIn);
    }

    @Bean
    Http http(Environment environment, ObjectProvider<DataSource> database) {
        return new Http(
                () -> environment.getRequiredProperty("local.server.port", Integer.class),
                (signedIn, answer) -> database.ifAvailable(source -> new AuditWatch(source).check(signedIn, answer)));
    }

    @Bean
    SignedLetters signedLetters() {
        return new SignedLetters();
    }

    @Bean
    EmailSwitch emailSwitch() {
        return new EmailSwitch();
    }

    @Bean
    DueJobs dueJobs(ManagementService jobs) {
        return new DueJobs(jobs);
    }

    @Bean
    PathwayOverHttp pathwayOverHttp(Http http, TaskService workItems, RuntimeService processes, DueJobs jobs) {
        return new PathwayOverHttp(http, workItems, processes, jobs);
    }
}

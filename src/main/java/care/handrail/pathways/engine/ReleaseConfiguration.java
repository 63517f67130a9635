package care.handrail.pathways.engine;

import care.handrail.audit.Audit;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deploys the shipped release before the first job runs and the first request is answered. */
@Configuration(proxyBeanMethods = false)
class ReleaseConfiguration {

    @Bean
    ReleaseDeployer releases(
            RepositoryService repository,
            EngineAuthentication engine,
            Audit audit,
            PlatformTransactionManager transactions) {
        return new ReleaseDeployer(
                repository, engine, audit, new TransactionTemplate(transactions), ModelFiles.shipped());
    }

    @Bean
    SmartInitializingSingleton deployedRelease(ReleaseDeployer releases, Environment environment) {
        return () -> releases.start(environment.acceptsProfiles(Profiles.of("dev")));
    }
}

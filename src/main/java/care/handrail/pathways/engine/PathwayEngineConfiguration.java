package care.handrail.pathways.engine;

import care.handrail.access.CareTeams;
import care.handrail.access.Permissions;
import care.handrail.audit.Audit;
import care.handrail.pathways.CompletionRule;
import care.handrail.pathways.FieldRule;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayStarts;
import care.handrail.pathways.Step;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Makes the clinic's engine a {@link PathwayEngine} whose parts are the rooms' beans. */
@Configuration(proxyBeanMethods = false)
class PathwayEngineConfiguration {

    @Bean
    PathwayEngine pathwayEngine(
            BeanFactory beans,
            ObjectProvider<ServiceLevelExpressions> serviceLevel,
            ObjectProvider<LetterStore> letters,
            ObjectProvider<Audit> audit,
            ObjectProvider<Permissions> permissions,
            ObjectProvider<CareTeams> careTeams,
            ObjectProvider<FieldRule> rules,
            ObjectProvider<LetterSource> sources,
            ObjectProvider<PathwayStarts> starts,
            ObjectProvider<CompletionRule> completionRules,
            Clock clock) {
        return new PathwayEngine(new EngineParts(
                steps(beans),
                serviceLevel::getObject,
                letters::getObject,
                audit::getObject,
                permissions::getObject,
                careTeams::getObject,
                once(rules),
                once(sources),
                once(starts),
                once(completionRules),
                clock));
    }

    private static Function<String, Optional<Step>> steps(BeanFactory beans) {
        return name -> beans.containsBean(name) && beans.isTypeMatch(name, Step.class)
                ? Optional.of(beans.getBean(name, Step.class))
                : Optional.empty();
    }

    private static <T> Supplier<List<T>> once(ObjectProvider<T> beans) {
        return SingletonSupplier.of(() -> beans.orderedStream().toList());
    }
}

package care.handrail.pathways.engine;

import care.handrail.audit.Audit;
import care.handrail.pathways.LateMessages;
import care.handrail.pathways.store.InboundMessages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the inbox with the clinic's engine. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxProperties.class)
class InboxConfiguration {

    @Bean
    InboxPlugin inboxPlugin(
            InboxProperties properties,
            ObjectProvider<InboundMessages> messages,
            ObjectProvider<Audit> audit,
            ObjectProvider<LateMessages> rooms) {
        return new InboxPlugin(
                properties,
                messages::getObject,
                audit::getObject,
                () -> rooms.stream().toList());
    }

    @Bean
    EngineInbox.VariableRules inboundVariables(PathwayEngine engine) {
        return engine.variables()::problem;
    }
}

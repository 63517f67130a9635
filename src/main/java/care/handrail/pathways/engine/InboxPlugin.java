package care.handrail.pathways.engine;

import care.handrail.audit.Audit;
import care.handrail.pathways.LateMessages;
import care.handrail.pathways.store.InboundMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.jspecify.annotations.Nullable;

/** Makes the engine's job executor deliver the inbox. */
class InboxPlugin extends AbstractProcessEnginePlugin {

    private final InboxProperties properties;
    private final Supplier<InboundMessages> messages;
    private final Supplier<Audit> audit;
    private final Supplier<List<LateMessages>> rooms;

    InboxPlugin(
            InboxProperties properties,
            Supplier<InboundMessages> messages,
            Supplier<Audit> audit,
            Supplier<List<LateMessages>> rooms) {
        this.properties = properties;
        this.messages = messages;
        this.audit = audit;
        this.rooms = rooms;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<JobHandler> handlers = copy(configuration.getCustomJobHandlers());
        handlers.add(new InboxJobHandler(
                messages, audit, rooms, properties.matchedBy(), properties.patience(), properties.lastingMessages()));
        configuration.setCustomJobHandlers(handlers);
        List<SessionFactory> sessions = copy(configuration.getCustomSessionFactories());
        sessions.add(new InboxSubscriptions(messages, properties.names()));
        configuration.setCustomSessionFactories(sessions);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setFailedJobCommandFactory(
                new InboxFailures(configuration.getFailedJobCommandFactory(), messages));
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return Optional.ofNullable(list).map(ArrayList::new).orElseGet(ArrayList::new);
    }
}

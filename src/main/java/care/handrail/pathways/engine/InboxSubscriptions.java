package care.handrail.pathways.engine;

import care.handrail.pathways.store.InboundMessages;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionManager;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * Has messages that came early tried at once when a process begins to wait for them.
 *
 * <p>Makes a job of its own rather than moving the message's, so that the process that begins to wait can never fail
 * because that job runs at the same moment.
 */
class InboxSubscriptions implements SessionFactory {

    private final Supplier<InboundMessages> messages;
    private final Set<String> names;

    InboxSubscriptions(Supplier<InboundMessages> messages, Set<String> names) {
        this.messages = messages;
        this.names = Set.copyOf(names);
    }

    @Override
    public Class<?> getSessionType() {
        return EventSubscriptionManager.class;
    }

    @Override
    public Session openSession() {
        return new EventSubscriptionManager() {

            @Override
            public void insert(EventSubscriptionEntity subscription) {
                super.insert(subscription);
                if (subscription.isSubscriptionForEventType(EventType.MESSAGE)
                        && names.contains(subscription.getEventName())
                        && subscription.getExecutionId() != null) {
                    begunToWait(subscription);
                }
            }
        };
    }

    private void begunToWait(EventSubscriptionEntity subscription) {
        var episode = subscription.getExecution().getProcessBusinessKey();
        if (episode != null) {
            var now = ClockUtil.getCurrentTime().toInstant();
            messages.get()
                    .pending(episode, subscription.getEventName())
                    .forEach(
                            message -> InboxJobHandler.schedule(Context.getCommandContext(), message.id(), now, false));
        }
    }
}

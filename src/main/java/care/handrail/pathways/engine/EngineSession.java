package care.handrail.pathways.engine;

import java.util.ArrayList;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * Puts a manager of ours in the place of one of the engine's.
 *
 * @param type the engine's class, by which the engine asks for it
 * @param ours makes a new one for each command
 */
record EngineSession(Class<?> type, Supplier<Session> ours) implements SessionFactory {

    /** Makes the engine use it from its start on. */
    static void add(ProcessEngineConfigurationImpl engine, SessionFactory factory) {
        var factories = engine.getCustomSessionFactories();
        var all = factories == null ? new ArrayList<SessionFactory>() : new ArrayList<>(factories);
        all.add(factory);
        engine.setCustomSessionFactories(all);
    }

    @Override
    public Class<?> getSessionType() {
        return type;
    }

    @Override
    public Session openSession() {
        return ours.get();
    }
}

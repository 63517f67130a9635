package care.handrail.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Closes the clinics when the last test has run. Left to the JVM's shutdown hooks, the PostgreSQL server would go first
 * and the pool would wait half a minute for connections that are dead.
 */
class CloseClinics implements BeforeAllCallback {

    private static final List<ConfigurableApplicationContext> CLINICS = new CopyOnWriteArrayList<>();

    static void add(ConfigurableApplicationContext clinic) {
        CLINICS.add(clinic);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ExtensionContext.Store.CloseableResource closer = () -> {
            CLINICS.forEach(ConfigurableApplicationContext::close);
            CLINICS.clear();
        };
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(CloseClinics.class, key -> closer);
    }
}

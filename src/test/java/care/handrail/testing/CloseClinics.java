package care.handrail.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Closes the clinics when this JVM has run its last test. Left to the JVM's shutdown hooks, the PostgreSQL server would
 * go first and the pool would wait half a minute for connections that are dead.
 */
public class CloseClinics implements LauncherSessionListener {

    private static final List<ConfigurableApplicationContext> CLINICS = new CopyOnWriteArrayList<>();

    /** Open sessions: a test that launches tests opens one within the other. */
    private static int sessions;

    static void add(ConfigurableApplicationContext clinic) {
        CLINICS.add(clinic);
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        sessions++;
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        sessions--;
        if (sessions == 0) {
            CLINICS.forEach(ConfigurableApplicationContext::close);
            CLINICS.clear();
        }
    }
}

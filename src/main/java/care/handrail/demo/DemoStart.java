package care.handrail.demo;

import care.handrail.pathways.PastTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Fills the demo clinic at its first start: what happened in the past before the doors open, because the clock is moved
 * for it, and what happened today while the first visitors look around.
 */
@Component
@Profile("demo")
class DemoStart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DemoStart.class);

    private final DemoStaff staff;
    private final DemoClinic clinic;
    private final PastTime pastTime;
    private final Environment environment;
    private final List<DemoPatient> patients = DemoPatient.all();
    private boolean running;
    private String password = "";

    DemoStart(DemoStaff staff, DemoClinic clinic, PastTime pastTime, Environment environment) {
        this.staff = staff;
        this.clinic = clinic;
        this.pastTime = pastTime;
        this.environment = environment;
    }

    /** Runs before the web server listens, and before the engine's jobs run. */
    @Override
    public void start() {
        password = staff.create();
        patients.stream()
                .filter(DemoPatient::isOfThePast)
                .forEach(patient -> pastTime.ago(patient.ago(), () -> clinic.lead(patient)));
        running = true;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void open() {
        // To the console and not to the log, which may be kept and read by others.
        System.out.printf(
                "%n  The demo clinic is open: http://localhost:%s%n  Staff: %s%n%s%n%n",
                environment.getProperty("local.server.port", "8080"),
                String.join(", ", DemoStaff.roles().keySet()),
                password);
        var today = patients.stream().filter(patient -> !patient.isOfThePast()).toList();
        int led = 0;
        for (int i = 0; i < today.size(); i++) {
            led += clinic.lead(today.get(i)) ? 1 : 0;
            if ((i + 1) % 10 == 0 && led > 0) {
                LOG.info("The demo clinic has taken in {} of {} patients of today.", i + 1, today.size());
            }
        }
        if (led > 0) {
            LOG.info("The demo clinic is complete.");
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which comes last. */
    @Override
    public int getPhase() {
        return 0;
    }
}

package care.handrail.pathways.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks an engine's database what the watchdog asks, for tests of other rooms. */
public final class Standstill {

    private Standstill() {}

    /** Returns the steps at which the processes stand with nobody and nothing to lead them on. */
    public static List<String> stepsOf(DataSource source, Set<String> processInstances) {
        var steps = new ArrayList<String>();
        EngineChecks.all(JdbcClient.create(source), Duration.ZERO).stream()
                .filter(check -> check.code().equals("nothing-next"))
                .forEach(check -> check.look(Instant.now(), trouble -> {
                    if (processInstances.contains(trouble.processInstanceId())) {
                        steps.add(Objects.requireNonNull(trouble.step()));
                    }
                }));
        return steps;
    }
}

package care.handrail.testing;

import care.handrail.Handrail;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts one more node of the shared H2 clinic. It knows what is in the database and in files, and nothing else. It has no web
 * applications: these keep themselves in static fields, and would take the shared clinic's with them when the node ends.
 */
public final class NextNode {

    private NextNode() {}

    /** Returns it when it is ready. Whoever starts it closes it. */
    public static ConfigurableApplicationContext start() {
        var arguments = Stream.concat(
                        OnH2.properties().stream(), Stream.of("server.port=0", "camunda.bpm.webapp.enabled=false"))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        // The end of a program takes the log of its virtual machine with it.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        try {
            return new SpringApplicationBuilder(Handrail.class, ClinicUnderTest.class)
                    .profiles("test")
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .run(arguments);
        } finally {
            System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
        }
    }
}

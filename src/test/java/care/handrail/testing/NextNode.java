package care.handrail.testing;

import care.handrail.Handrail;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts one more node of the shared H2 clinic. It knows what is in the database and in files, and nothing else. */
public final class NextNode {

    private NextNode() {}

    /** Returns it when it is ready. Whoever starts it closes it. */
    public static ConfigurableApplicationContext start() {
        var arguments = Stream.concat(OnH2.properties().stream(), Stream.of("server.port=0"))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Handrail.class, ClinicUnderTest.class)
                .profiles("test")
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run(arguments);
    }
}

package care.handrail.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Writes log lines as a clinic in production does. */
class StructuredLogTests {

    private final LoggerContext loggers = new LoggerContext();
    private final List<JsonNode> lines = new ArrayList<>();

    @BeforeEach
    void writeAsInProduction() throws IOException {
        var settings = new StandardEnvironment();
        for (var file : List.of("application-production.yaml", "application.yaml")) {
            new YamlPropertySourceLoader()
                    .load(file, new ClassPathResource(file))
                    .forEach(settings.getPropertySources()::addLast);
        }
        loggers.setMDCAdapter(new LogbackMDCAdapter());
        loggers.putObject(Environment.class.getName(), settings);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(loggers);
        encoder.setFormat(settings.getRequiredProperty("logging.structured.format.console"));
        encoder.start();
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent line) {
                try {
                    lines.add(new ObjectMapper().readTree(encoder.encode(line)));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        appender.setContext(loggers);
        appender.start();
        loggers.getLogger("ROOT").addAppender(appender);
    }

    @Test
    void everyLineOfARequestNamesItAndTellsNothingOfWhoAsksOrFromWhere() throws Exception {
        var request = new MockHttpServletRequest("GET", "/patients");
        request.setQueryString("surname=Jones");
        request.setRemoteAddr("192.0.2.7");
        request.setRemoteUser("carla");
        request.addHeader(RequestIdFilter.HEADER, "request-1");

        new RequestIdFilter().doFilter(request, new MockHttpServletResponse(), (asked, answer) -> {
            loggers.setMDCAdapter((LogbackMDCAdapter) MDC.getMDCAdapter());
            loggers.getLogger("care.handrail").info("Something was done");
        });

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.get("requestId").asText()).isEqualTo("request-1");
            assertThat(line.get("message").asText()).isEqualTo("Something was done");
            assertThat(line.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "@timestamp", "log", "process", "service", "message", "requestId", "ecs");
            assertThat(line.toString()).doesNotContain("Jones", "carla", "192.0.2.7");
        });
    }
}

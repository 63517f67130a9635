package care.handrail.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

@ExtendWith(OutputCaptureExtension.class)
class StartRefusedAnalyzerTests {

    @Test
    void aRefusedStartEndsWithSentencesAndNoStackTrace(CapturedOutput output) {
        var start = new SpringApplicationBuilder(Refusing.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off");

        assertThatThrownBy(start::run).hasRootCauseInstanceOf(StartRefusedException.class);

        assertThat(output)
                .contains("The lamp is off.")
                .contains("Switch on the lamp.")
                .doesNotContain("\tat care.handrail");
    }

    /** Without an annotation of its own, so that the clinic under test does not find it. */
    static class Refusing {

        @Bean
        String lamp() {
            throw new StartRefusedException("The lamp is off.", "Switch on the lamp.");
        }
    }
}

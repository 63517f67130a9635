package care.handrail.consent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads what the governance lead keeps: purposes and texts. */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

    @Bean
    Purposes purposes() {
        return Purposes.shipped();
    }

    @Bean
    ConsentTexts consentTexts(Purposes purposes) throws IOException {
        var texts = new ArrayList<ConsentText>();
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath:consent/texts/*.md")) {
            texts.add(ConsentText.read(
                    String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8)));
        }
        return new ConsentTexts(texts, purposes);
    }
}

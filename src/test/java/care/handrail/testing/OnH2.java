package care.handrail.testing;

import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points the clinic at the H2 file of this test run. */
class OnH2 implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        CloseClinics.add(context);
        TestPropertyValues.of(properties()).applyTo(context);
    }

    static List<String> properties() {
        return List.of(
                "handrail.home=" + TestDatabase.h2File().getParent(),
                "spring.datasource.url=" + TestDatabase.h2Url(),
                "spring.datasource.username=sa",
                "spring.datasource.password=");
    }
}

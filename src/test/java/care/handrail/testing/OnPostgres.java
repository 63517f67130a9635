package care.handrail.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points the clinic at the PostgreSQL server of this test run. */
class OnPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        CloseClinics.add(context);
        TestPropertyValues.of(
                        "handrail.home=" + TestDatabase.newHome("clinic-postgres-"),
                        "spring.datasource.url=" + TestDatabase.postgres().getJdbcUrl("postgres", "postgres"),
                        "spring.datasource.username=postgres",
                        "spring.datasource.password=postgres")
                .applyTo(context);
    }
}

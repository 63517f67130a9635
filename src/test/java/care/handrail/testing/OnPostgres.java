package care.handrail.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points the clinic at the PostgreSQL server of this test run, with two accounts as in production. */
class OnPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        CloseClinics.add(context);
        var database = TestDatabase.newPostgresWithTwoAccounts();
        TestPropertyValues.of(
                        "handrail.home=" + TestDatabase.newHome("clinic-postgres-"),
                        "spring.datasource.url=" + TestDatabase.postgres().getJdbcUrl(TestDatabase.RUNTIME, database),
                        "spring.datasource.username=" + TestDatabase.RUNTIME,
                        "spring.datasource.password=",
                        "spring.liquibase.url=" + TestDatabase.postgres().getJdbcUrl(TestDatabase.OWNER, database),
                        "spring.liquibase.user=" + TestDatabase.OWNER,
                        "spring.liquibase.password=")
                .applyTo(context);
    }
}

package care.handrail.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;

/** Empty databases that hold the tables of single rooms, for tests that need tables and no clinic. */
public final class RoomDatabase {

    private RoomDatabase() {}

    /** Makes a new H2 database in memory and runs the changelogs on it, for example {@code audit/001-audit-event}. */
    public static DataSource h2(String... changelogs) {
        return with(
                changelogs,
                JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", ""));
    }

    /** Makes a new database on the test run's PostgreSQL server and runs the changelogs on it. */
    public static DataSource postgres(String... changelogs) {
        var server = TestDatabase.postgres();
        var name = "room_" + UUID.randomUUID().toString().replace("-", "");
        new JdbcTemplate(server.getPostgresDatabase()).execute("create database " + name);
        return with(changelogs, pooled(server.getDatabase("postgres", name)));
    }

    /** Keeps connections for a while: the server starts a process for each, which takes longer than most statements. */
    private static DataSource pooled(DataSource database) {
        var pool = new HikariConfig();
        pool.setDataSource(database);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(10_000);
        return new HikariDataSource(pool);
    }

    /**
     * A database of two accounts, as docs/operations.md sets it up.
     *
     * @param owner owns the tables
     * @param runtime does the program's work
     */
    public record TwoAccounts(DataSource owner, DataSource runtime) {}

    /** Makes a new PostgreSQL database of two accounts and runs the changelogs on it as the owner. */
    public static TwoAccounts postgresWithTwoAccounts(String... changelogs) {
        var name = TestDatabase.newPostgresWithTwoAccounts();
        var server = TestDatabase.postgres();
        var owner = server.getDatabase(TestDatabase.OWNER, name);
        migrate(owner, changelogs);
        return new TwoAccounts(pooled(owner), pooled(server.getDatabase(TestDatabase.RUNTIME, name)));
    }

    /** Runs the changelogs on a database, as a start of the program does. */
    public static void migrate(DataSource database, String... changelogs) {
        with(changelogs, database);
    }

    private static DataSource with(String[] changelogs, DataSource database) {
        for (var changelog : changelogs) {
            var liquibase = new SpringLiquibase();
            liquibase.setDataSource(database);
            liquibase.setResourceLoader(new DefaultResourceLoader());
            liquibase.setChangeLog("classpath:db/changelog/" + changelog + ".yaml");
            try {
                liquibase.afterPropertiesSet();
            } catch (liquibase.exception.LiquibaseException e) {
                throw new IllegalStateException(e);
            }
        }
        return database;
    }
}

package care.handrail.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The databases of a test run: each is made once, and goes when the JVM goes. */
public final class TestDatabase {

    private static @Nullable Path h2;
    private static @Nullable EmbeddedPostgres postgres;

    /** The account that owns the tables where there are two. */
    static final String OWNER = "handrail_owner";

    /** The account that does the program's work where there are two. */
    static final String RUNTIME = "handrail";

    private TestDatabase() {}

    /** Returns the file that the shared H2 clinic keeps its data in. */
    public static synchronized Path h2File() {
        return Path.of(h2Base() + ".mv.db");
    }

    /** Returns the JDBC address of the shared H2 clinic: in memory with {@code -Dhandrail.h2.memory=true}. */
    public static synchronized String h2Url() {
        var place = Boolean.getBoolean("handrail.h2.memory") ? "mem:clinic;DB_CLOSE_DELAY=-1" : "file:" + h2Base();
        return "jdbc:h2:" + place + ";DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=256";
    }

    /** Returns the PostgreSQL server of this test run, started at the first call. */
    public static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }

    /** Makes an empty database with the two accounts that docs/operations.md asks for, and returns its name. */
    static String newPostgresWithTwoAccounts() {
        var name = "clinic_" + UUID.randomUUID().toString().replace("-", "");
        new JdbcTemplate(postgres().getPostgresDatabase()).execute("create database " + name);
        try {
            new JdbcTemplate(postgres().getDatabase("postgres", name))
                    .execute(Files.readString(Path.of("tools/postgres/accounts.sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /** Makes an empty directory for what a clinic under test keeps in files. */
    static Path newHome(String prefix) {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), prefix)
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path h2Base() {
        if (h2 == null) {
            h2 = newHome("clinic-h2-").resolve("clinic");
        }
        return h2;
    }
}

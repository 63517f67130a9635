package care.handrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.CountingDataSource.Count;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CountingDataSourceTests {

    private final CountingDataSource database = new CountingDataSource(RoomDatabase.h2());
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    CountingDataSourceTests() {
        sql.execute("create table notes (text varchar(20))");
    }

    @Test
    void countsStatementsAndTheTransactionThatHoldsThem() {
        var count = CountingDataSource.during(() -> transaction.executeWithoutResult(status -> {
            sql.update("insert into notes values (?)", "a");
            sql.queryForList("select * from notes");
        }));
        assertThat(count).isEqualTo(new Count(2, 1));
    }

    @Test
    void countsEveryStatementOfABatch() {
        var count = CountingDataSource.during(() -> transaction.executeWithoutResult(status ->
                sql.batchUpdate("insert into notes values (?)", List.of(new Object[] {"a"}, new Object[] {"b"}))));
        assertThat(count).isEqualTo(new Count(2, 1));
    }

    @Test
    void countsNoTransactionThatDidNothingOrWasRolledBack() {
        var count = CountingDataSource.during(() -> {
            transaction.executeWithoutResult(status -> {});
            transaction.executeWithoutResult(status -> {
                sql.update("insert into notes values ('a')");
                status.setRollbackOnly();
            });
        });
        assertThat(count).isEqualTo(new Count(1, 0));
    }

    @Test
    void countsOnlyWhatTheThreadItselfDoes() throws InterruptedException {
        var count = CountingDataSource.during(() -> {
            var other = new Thread(() -> sql.update("insert into notes values ('a')"));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(count).isEqualTo(new Count(0, 0));
    }

    @Test
    void countsAStatementOutsideOfATransactionAsOne() {
        assertThat(CountingDataSource.during(() -> sql.update("insert into notes values ('a')")))
                .isEqualTo(new Count(1, 1));
    }
}

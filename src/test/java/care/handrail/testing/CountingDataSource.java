package care.handrail.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source that counts what the current thread sends through it. A statement of a batch counts as one; a
 * transaction counts when it is committed with at least one statement in it.
 */
public final class CountingDataSource extends DelegatingDataSource {

    /**
     * What a piece of work cost.
     *
     * @param statements SQL statements that the database ran
     * @param transactions transactions that were committed
     */
    public record Count(int statements, int transactions) {

        /** Returns the sum of the two. */
        public Count plus(Count other) {
            return new Count(statements + other.statements, transactions + other.transactions);
        }
    }

    private static final ThreadLocal<@Nullable Count> RUNNING = new ThreadLocal<>();

    public CountingDataSource(DataSource target) {
        super(target);
    }

    /** Returns what the work cost in this thread. */
    public static Count during(Runnable work) {
        var outer = RUNNING.get();
        RUNNING.set(new Count(0, 0));
        try {
            work.run();
            return Objects.requireNonNull(RUNNING.get());
        } finally {
            RUNNING.set(outer);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return counting(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return counting(super.getConnection(username, password));
    }

    private static Connection counting(Connection connection) {
        return proxy(Connection.class, connection, new ConnectionCalls(connection));
    }

    private static void add(int statements, int transactions) {
        var running = RUNNING.get();
        if (running != null) {
            RUNNING.set(running.plus(new Count(statements, transactions)));
        }
    }

    private static <T> T proxy(Class<T> type, T target, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return calls.call(method, arguments, () -> method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private interface Calls {
        @Nullable
        Object call(Method method, Object @Nullable [] arguments, Invocation target) throws Throwable;
    }

    private interface Invocation {
        @Nullable
        Object invoke() throws Throwable;
    }

    private static final class ConnectionCalls implements Calls {

        private final Connection connection;
        private boolean dirty;

        private ConnectionCalls(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object call(Method method, Object @Nullable [] arguments, Invocation target) throws Throwable {
            var result = target.invoke();
            switch (method.getName()) {
                case "commit" -> {
                    add(0, dirty ? 1 : 0);
                    dirty = false;
                }
                case "rollback" -> dirty = false;
                default -> {}
            }
            if (result instanceof Statement statement && Statement.class.isAssignableFrom(method.getReturnType())) {
                return statementProxy(method.getReturnType().asSubclass(Statement.class), statement);
            }
            return result;
        }

        private <S extends Statement> Object statementProxy(Class<S> type, Statement statement) {
            return proxy(type, type.cast(statement), (method, arguments, target) -> {
                switch (method.getName()) {
                    case "addBatch", "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" -> ran();
                    default -> {}
                }
                return target.invoke();
            });
        }

        private void ran() throws SQLException {
            if (connection.getAutoCommit()) {
                add(1, 1);
            } else {
                add(1, 0);
                dirty = true;
            }
        }
    }
}

package care.handrail.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source that counts what the current thread sends through it. A statement of a batch counts as one, whatever
 * the driver makes of the batch; a transaction counts when it is committed with at least one statement in it.
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

    /**
     * What a piece of work sent.
     *
     * @param statements the SQL of each statement, in order
     * @param transactions transactions that were committed
     */
    public record Trace(List<String> statements, int transactions) {

        public Trace {
            statements = List.copyOf(statements);
        }

        public Count count() {
            return new Count(statements.size(), transactions);
        }
    }

    private static final ThreadLocal<@Nullable Running> RUNNING = new ThreadLocal<>();

    public CountingDataSource(DataSource target) {
        super(target);
    }

    /** Returns what the work cost in this thread. */
    public static Count during(Runnable work) {
        return trace(work).count();
    }

    /** Returns what the work sent in this thread. */
    public static Trace trace(Runnable work) {
        var outer = RUNNING.get();
        var running = new Running();
        RUNNING.set(running);
        try {
            work.run();
            return new Trace(running.statements, running.transactions);
        } finally {
            RUNNING.set(outer);
        }
    }

    private static final class Running {
        private final List<String> statements = new ArrayList<>();
        private int transactions;
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

    private static void ran(String sql) {
        var running = RUNNING.get();
        if (running != null) {
            running.statements.add(sql);
        }
    }

    private static void committed() {
        var running = RUNNING.get();
        if (running != null) {
            running.transactions++;
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
                    if (dirty) {
                        committed();
                    }
                    dirty = false;
                }
                case "rollback" -> dirty = false;
                default -> {}
            }
            if (result instanceof Statement statement && Statement.class.isAssignableFrom(method.getReturnType())) {
                var prepared = arguments == null || arguments.length == 0 ? null : arguments[0];
                return statementProxy(method.getReturnType().asSubclass(Statement.class), statement, prepared);
            }
            return result;
        }

        private <S extends Statement> Object statementProxy(
                Class<S> type, Statement statement, @Nullable Object prepared) {
            return proxy(type, type.cast(statement), (method, arguments, target) -> {
                switch (method.getName()) {
                    case "addBatch", "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" ->
                        send(arguments == null ? prepared : arguments[0]);
                    default -> {}
                }
                return target.invoke();
            });
        }

        private void send(@Nullable Object sql) throws SQLException {
            ran(String.valueOf(sql));
            if (connection.getAutoCommit()) {
                committed();
            } else {
                dirty = true;
            }
        }
    }
}

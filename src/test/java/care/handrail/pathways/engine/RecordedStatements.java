package care.handrail.pathways.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A data source that notes the statements that are prepared through it. */
final class RecordedStatements {

    private final List<String> statements = new ArrayList<>();

    DataSource over(DataSource database) {
        return proxy(DataSource.class, database, this);
    }

    /** Returns the statements that the action prepares. */
    List<String> during(Runnable action) {
        statements.clear();
        action.run();
        return List.copyOf(statements);
    }

    private static <T> T proxy(Class<T> type, T target, RecordedStatements recorded) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && arguments != null) {
                        recorded.statements.add(String.valueOf(arguments[0]));
                    }
                    try {
                        var result = method.invoke(target, arguments);
                        return result instanceof Connection connection
                                ? proxy(Connection.class, connection, recorded)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

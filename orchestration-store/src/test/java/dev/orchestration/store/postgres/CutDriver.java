package dev.orchestration.store.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;

/**
 * The driver, of whose calls to the server one, the n-th, loses its connection: the server's session is really ended, either
 * before the call, or after the server has done what it was asked to and before the answer arrives.
 */
final class CutDriver implements PostgresDriver {
    /** When the session ends. */
    enum Moment {
        BEFORE,
        AFTER
    }

    private static final Set<String> CALLS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback");

    private final Moment moment;
    private int left;

    CutDriver(int call, Moment moment) {
        this.left = call;
        this.moment = moment;
    }

    /** Whether the call came to which it happened. */
    boolean hasCut() {
        return left <= 0;
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Connection real = REAL.connect(url, properties);
        long session;
        try (Statement statement = real.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            session = row.getLong(1);
        }
        return watched(Connection.class, real, session);
    }

    private <T> T watched(Class<T> type, Object real, long session) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = CALLS.contains(method.getName())
                            ? call(real, method, arguments, session)
                            : invoke(real, method, arguments);
                    if (answer instanceof PreparedStatement) {
                        return watched(PreparedStatement.class, answer, session);
                    }
                    return answer instanceof Statement ? watched(Statement.class, answer, session) : answer;
                }));
    }

    private Object call(Object real, Method method, Object[] arguments, long session) throws Throwable {
        boolean now = --left == 0;
        if (now && moment == Moment.BEFORE) {
            PostgresServer.endSession(session);
        }
        Object answer = invoke(real, method, arguments);
        if (now && moment == Moment.AFTER) {
            PostgresServer.endSession(session);
            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
        }
        return answer;
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

package dev.orchestration.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection that fails at its n-th statement, before it is carried out, as a disk does. */
final class CountedCalls {
    private final int failing;
    private final Runnable before;
    private int calls;

    /**
     * @param failing from 1
     * @param before what to do just before it fails
     */
    CountedCalls(int failing, Runnable before) {
        this.failing = failing;
        this.before = before;
    }

    int calls() {
        return calls;
    }

    Connection around(Connection connection) {
        return proxy(Connection.class, connection);
    }

    private <T> T proxy(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> wrapped(call(target, method, arguments))));
    }

    private Object call(Object target, Method method, Object... arguments) throws Throwable {
        if (method.getName().startsWith("execute") && ++calls == failing) {
            before.run();
            throw new SQLException("the disk fails at statement " + calls, "", 10);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object wrapped(Object result) {
        if (result instanceof PreparedStatement) {
            return proxy(PreparedStatement.class, result);
        }
        return result instanceof Statement ? proxy(Statement.class, result) : result;
    }
}

package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Calls to the database of the one connection that writes, of which the n-th fails, and perhaps some after it. */
public final class FaultyCalls {
    private static final Set<String> CALLS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "prepareStatement");

    /** What goes wrong, as the driver tells it. */
    public enum Fault {
        FULL(13, false),
        BUSY(5, false),
        IOERR(10, false),
        /** It is carried out, but whoever asked for it is told that it was not. */
        IOERR_AFTERWARDS(10, true);

        private final int code;
        private final boolean afterwards;

        Fault(int code, boolean afterwards) {
            this.code = code;
            this.afterwards = afterwards;
        }
    }

    private final Fault fault;
    private final int first;
    private final int last;
    private int calls;

    /**
     * @param first from 1
     * @param length how many calls in a row fail
     */
    public FaultyCalls(Fault fault, int first, int length) {
        this.fault = fault;
        this.first = first;
        this.last = first + length - 1;
    }

    /** How many calls there were so far. */
    public int calls() {
        return calls;
    }

    /** Whether the call came to which it happened. */
    public boolean hasHappened() {
        return calls >= first;
    }

    /** Opens a store in a file as its owner, whose writer is this one. */
    public Store own(Path file, Clock clock, IdSource ids) {
        SqliteFile sound = SqliteFile.toOwn(file);
        UnaryOperator<Connection> around = connection -> proxy(Connection.class, connection);
        // Without waiting for the disk, which is not what fails here; thousands of stores are opened.
        return OwnedStore.open(new SqliteFile(sound.path(), around), Durability.FAST, clock, ids.next());
    }

    private <T> T proxy(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> wrapped(call(target, method, arguments))));
    }

    private Object call(Object target, Method method, Object... arguments) throws Throwable {
        boolean fails = CALLS.contains(method.getName()) && ++calls >= first && calls <= last;
        if (fails && !fault.afterwards) {
            asTheDriverDoes(target, method);
            throw failure();
        }
        Object answer = invoke(target, method, arguments);
        if (fails) {
            throw failure();
        }
        return answer;
    }

    /** It forgets a batch that fails, and closes a statement that fails for any other reason than a lock. */
    private void asTheDriverDoes(Object target, Method method) throws SQLException {
        if (method.getName().equals("executeBatch")) {
            ((Statement) target).clearBatch();
        } else if (target instanceof PreparedStatement statement && fault != Fault.BUSY) {
            statement.close();
        }
    }

    private SQLException failure() {
        return new SQLException("made to fail with " + fault + " at call " + calls, "", fault.code);
    }

    private static Object invoke(Object target, Method method, Object... arguments) throws Throwable {
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

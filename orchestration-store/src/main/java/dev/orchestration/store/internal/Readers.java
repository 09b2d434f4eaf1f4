package dev.orchestration.store.internal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Read-only connections, lent to one query at a time, so that a long replay holds up neither the writer nor other readers.
 * Thread-safe; no query runs under the lock.
 */
public final class Readers implements AutoCloseable {
    /** More than this many idle connections are closed. */
    private static final int IDLE = 4;

    /** Something to ask the database; asking twice gives the same, or what is newer. */
    @FunctionalInterface
    public interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Connections source;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Deque<Connection> idle = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean closed;

    public Readers(Connections source) {
        this.source = source;
    }

    /** If its connection is lost, the query is asked once more on another one. */
    public <T> T read(Query<T> query) {
        try {
            return once(query);
        } catch (SQLException e) {
            if (!source.isLost(e)) {
                throw source.fault("read", e);
            }
        }
        try {
            return once(query);
        } catch (SQLException e) {
            throw source.fault("read", e);
        }
    }

    private <T> T once(Query<T> query) throws SQLException {
        Connection connection = borrow();
        boolean sound = false;
        try {
            T answer = query.on(connection);
            source.settle(connection);
            sound = true;
            return answer;
        } finally {
            giveBack(connection, sound);
        }
    }

    private Connection borrow() {
        @Nullable Connection connection;
        synchronized (lock) {
            if (closed) {
                throw new OrchestrationException(ErrorCode.CLOSED, "the store " + source.name() + " is closed");
            }
            connection = idle.poll();
        }
        if (connection != null && !source.isUsable(connection)) {
            Connections.closeQuietly(connection);
            connection = null;
        }
        return connection == null ? source.reader() : connection;
    }

    private void giveBack(Connection connection, boolean sound) {
        synchronized (lock) {
            if (sound && !closed && idle.size() < IDLE) {
                idle.push(connection);
                return;
            }
        }
        Connections.closeQuietly(connection);
    }

    /** Queries that still run end on their own; their connections are closed then. Idempotent. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            idle.forEach(Connections::closeQuietly);
            idle.clear();
        }
    }
}

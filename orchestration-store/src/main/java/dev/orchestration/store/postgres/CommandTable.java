package dev.orchestration.store.postgres;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.store.internal.Connections;
import dev.orchestration.store.internal.Readers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands that lie before a store in a table of its database. Whoever sends one has the server tell those who watch, in
 * the same statement. What changes the table goes through a connection that is opened when it is needed first, whoever
 * looks at the store included; if it is lost, what was asked is asked once more on a new one, since every act may be
 * repeated. Thread-safe.
 */
final class CommandTable implements CommandBox, AutoCloseable {
    /** On which the server tells of commands: each schema, which is a store, has its own. */
    static final String CHANNEL =
            "'orchestration_' || (select n.oid from pg_namespace n where n.nspname = current_schema())";

    private static final Logger LOG = LoggerFactory.getLogger(CommandTable.class);

    /** Whoever replaces a command gives it a new place, so that nobody sets the new one aside for the old one's fault. */
    private static final String SEND = "with sent as (insert into commands (id, command) values (?, cast(? as json))"
            + " on conflict (id) do update set command = excluded.command, seq = default,"
            + " sent_at = excluded.sent_at, fault = null, taken = false returning id)"
            + " select pg_notify(" + CHANNEL + ", '') from sent";

    private static final String WAITING = "select id from commands where fault is null order by seq";

    /** One that is too large does not even come here. */
    private static final String TAKE = "update commands set taken = true where id = ? and fault is null"
            + " returning seq, case when octet_length(cast(command as text)) <= "
            + Command.MAX_BYTES + " then cast(command as text) end";

    private static final String SET_ASIDE = "update commands set fault = ? where id = ? and seq = ?";
    private static final String REMOVE = "delete from commands where id = ? and fault is null";
    private static final String WITHDRAW = REMOVE + " and not taken";

    /** Something to do on the connection that changes the table; doing it twice is as good as once. */
    @FunctionalInterface
    private interface Act<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * What lies there under an id.
     *
     * @param text null if it is too large
     */
    private record Row(long seq, @Nullable String text) {}

    private final PostgresConnections connections;
    private final Readers readers;
    private final Pulse pulse;

    /** Null where none was needed yet, or it was lost. */
    @GuardedBy("this")
    private @Nullable Connection writer;

    @GuardedBy("this")
    private boolean closed;

    CommandTable(PostgresConnections connections, Readers readers, Pulse pulse) {
        this.connections = connections;
        this.readers = readers;
        this.pulse = pulse;
    }

    @Override
    public void send(Command command) {
        String text = new String(command.toBytes(), StandardCharsets.UTF_8);
        boolean unused = change("leave a command before", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(SEND)) {
                insert.setString(1, command.id());
                insert.setString(2, text);
                return insert.execute();
            }
        });
    }

    @Override
    public List<String> waiting() {
        return readers.read(connection -> {
            List<String> ids = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(WAITING);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        });
    }

    @Override
    public Optional<Command> take(String id) {
        Row row = row(id).orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        String fault;
        if (row.text() == null) {
            fault = "it is larger than " + Command.MAX_BYTES + " bytes";
        } else {
            try {
                Command command = Command.fromJson(row.text());
                if (command.id().equals(id)) {
                    return Optional.of(command);
                }
                fault = "it is the command " + command.id();
            } catch (OrchestrationException e) {
                fault = String.valueOf(e.getMessage());
            }
        }
        setAside(id, row, fault);
        return Optional.empty();
    }

    private Optional<Row> row(String id) {
        return change("read a command of", connection -> {
            try (PreparedStatement query = connection.prepareStatement(TAKE)) {
                query.setString(1, id);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(new Row(row.getLong(1), row.getString(2))) : Optional.empty();
                }
            }
        });
    }

    private void setAside(String id, Row row, String fault) {
        int rows = change("set aside a command of", connection -> {
            try (PreparedStatement update = connection.prepareStatement(SET_ASIDE)) {
                update.setString(1, fault.replace('\0', '\uFFFD'));
                update.setString(2, id);
                update.setLong(3, row.seq());
                return update.executeUpdate();
            }
        });
        if (rows > 0) {
            String shown = id.replaceAll("\\p{Cntrl}", "?");
            LOG.warn("the row {} of commands in {} was no command: {}", shown, connections.name(), fault);
        }
    }

    /** If the connection was lost, nobody knows whether the first try was carried out; then "no" may mean that it was. */
    @Override
    public boolean remove(String id) {
        return delete("remove a command of", REMOVE, id);
    }

    @Override
    public boolean withdraw(String id) {
        return delete("withdraw a command of", WITHDRAW, id);
    }

    private boolean delete(String what, String statement, String id) {
        return change(what, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(statement)) {
                delete.setString(1, id);
                return delete.executeUpdate() > 0;
            }
        });
    }

    private synchronized <T> T change(String what, Act<T> act) {
        try {
            return once(act);
        } catch (SQLException e) {
            if (!PostgresFault.isConnectionLost(e)) {
                throw connections.fault(what, e);
            }
        }
        try {
            return once(act);
        } catch (SQLException e) {
            throw connections.fault(what, e);
        }
    }

    @GuardedBy("this")
    private <T> T once(Act<T> act) throws SQLException {
        if (closed) {
            throw new OrchestrationException(ErrorCode.CLOSED, "the store " + connections.name() + " is closed");
        }
        Connection connection = writer == null ? connections.writer() : writer;
        writer = null;
        try {
            T answer = act.on(connection);
            writer = connection;
            return answer;
        } finally {
            if (writer == null) {
                Connections.closeQuietly(connection);
            }
        }
    }

    /** Without hints a command is found a little later, so trouble with them is told, and nothing more. */
    @Override
    public Watch watch(Runnable hint) {
        return CommandWatch.begin(connections, pulse, hint);
    }

    /** Ends nobody's watch. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        if (writer != null) {
            Connections.closeQuietly(writer);
            writer = null;
        }
    }
}

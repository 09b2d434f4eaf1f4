package dev.orchestration.store.internal;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StreamEnd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** In which commit of the engine's own stream each command was answered. Guarded by the journal that has it. */
final class AnswerTable {
    private final PreparedStatement insert;

    /** The first answer is the one that counts, and there is no second. */
    AnswerTable(Connection connection) throws SQLException {
        this.insert = connection.prepareStatement(
                "insert into answers (command, commit_no) values (?, ?) on conflict (command) do nothing");
    }

    /** The commands that the commit answers. */
    static List<String> in(Commit commit) {
        if (!commit.execution().equals(StreamEnd.ENGINE)) {
            return List.of();
        }
        return commit.events().stream()
                .filter(Event.CommandReceived.class::isInstance)
                .map(event -> ((Event.CommandReceived) event).command())
                .toList();
    }

    /** Within the caller's transaction. */
    void insert(Commit commit, List<String> commands) throws SQLException {
        for (String command : commands) {
            insert.setString(1, command);
            insert.setLong(2, commit.number());
            insert.executeUpdate();
        }
    }

    void close() {
        Connections.closeQuietly(insert);
    }

    static Optional<Event.CommandReceived> find(Connection connection, String command) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select j.events from answers a join journal j"
                + " on j.execution = ? and j.commit_no = a.commit_no where a.command = ?")) {
            query.setString(1, StreamEnd.ENGINE.value());
            query.setString(2, command);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? answer(row.getString(1), command) : Optional.empty();
            }
        }
    }

    private static Optional<Event.CommandReceived> answer(String events, String command) {
        return EventCodec.decode(events).stream()
                .filter(Event.CommandReceived.class::isInstance)
                .map(Event.CommandReceived.class::cast)
                .filter(received -> received.command().equals(command))
                .findFirst();
    }
}

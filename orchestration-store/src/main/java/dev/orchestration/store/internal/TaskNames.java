package dev.orchestration.store.internal;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The names of tasks that were submitted one by one, in the table where the names of a definition's steps are, so that views
 * tell both. A name that is there stays. Guarded by the journal that has it.
 */
public final class TaskNames {
    private final PreparedStatement insert;
    private final UnaryOperator<String> text;

    public TaskNames(Connection connection, UnaryOperator<String> text) throws SQLException {
        this.text = text;
        this.insert = connection.prepareStatement(
                "insert into nodes (digest, node, name) values (?, ?, ?) on conflict do nothing");
    }

    public static List<Event.TaskSubmitted> in(Commit commit) {
        List<Event.TaskSubmitted> found = List.of();
        for (Event event : commit.events()) {
            if (event instanceof Event.TaskSubmitted task) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(task);
            }
        }
        return found;
    }

    /** Within the caller's transaction. */
    public void insert(String digest, List<Event.TaskSubmitted> tasks) throws SQLException {
        for (Event.TaskSubmitted task : tasks) {
            insert.setString(1, digest);
            insert.setInt(2, task.node());
            insert.setString(3, text.apply(task.task()));
            insert.addBatch();
        }
        insert.executeBatch();
    }

    void close() {
        Connections.closeQuietly(insert);
    }
}

package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.Digests;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.state.journal.StreamEnd;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The small language of these tests: opening, recording, and asking the file with plain SQL. */
public final class Records {
    public static final long T0 = EventSamples.T0;
    public static final ExecutionId RUN = new ExecutionId("run1");
    public static final StoredDefinition DEFINITION =
            new StoredDefinition(Digests.sha256("{}"), "census", "{}", List.of("list", "count", "merge", "report"));

    private Records() {}

    public static Store own(Path file) {
        return Stores.own(file, Clock.system(), IdSource.random());
    }

    public static Batch created(ExecutionId id) {
        Event created = new Event.ExecutionCreated(
                T0, "census", DEFINITION.digest(), Map.of(), "nightly", "priority", 1, "/data", List.of());
        return new Batch(List.of(new Commit(id, 1, 1, List.of(created))), List.of(DEFINITION));
    }

    /** As {@link #created}, asked for under {@code key}. */
    public static Batch requested(ExecutionId id, String key) {
        Event created = new Event.ExecutionCreated(
                T0, "census", DEFINITION.digest(), Map.of(), "nightly", "priority", 1, "/data", List.of(), key);
        return new Batch(List.of(new Commit(id, 1, 1, List.of(created))), List.of(DEFINITION));
    }

    public static Batch commit(ExecutionId id, long number, long firstSeq, Event... events) {
        return new Batch(List.of(new Commit(id, number, firstSeq, List.of(events))), List.of());
    }

    /** The engine's own commit of that number, in which a command is answered. */
    public static Batch answered(String command, long number) {
        return commit(
                StreamEnd.ENGINE,
                number,
                number,
                new Event.CommandReceived(T0, command, "ada", "cancel", RUN.value(), null, null));
    }

    /** An execution that ended after one attempt, which returned {@code output}. */
    public static Batch ended(ExecutionId id, long endedAt, @Nullable Object output) {
        Event created = new Event.ExecutionCreated(
                T0, "census", DEFINITION.digest(), Map.of(), "nightly", "priority", 1, "/data", List.of());
        Event.AttemptEnded attempt = new Event.AttemptEnded(
                T0,
                Activation.first(0),
                1,
                Outcome.COMPLETED,
                T0,
                T0,
                output,
                List.of(),
                null,
                null,
                Next.COMPLETED,
                null);
        Event ended = new Event.ExecutionEnded(endedAt, 1, WorkflowStatus.COMPLETED, null);
        List<Event> all = List.of(created, new Event.ExecutionStarted(T0), started(0), attempt, ended);
        return new Batch(List.of(new Commit(id, 1, 1, all)), List.of(DEFINITION));
    }

    /** JSON that is too large for an event. */
    public static String large(String letter) {
        return "\"" + letter.repeat(300_000) + "\"";
    }

    public static Upkeep upkeep(Path file) {
        return new Upkeep(file, Clock.system(), IdSource.random(), owner -> {});
    }

    public static Event started(int node) {
        return new Event.AttemptStarted(T0, Activation.first(node), 1, null);
    }

    /** A connection of somebody else: a person with a database shell. */
    public static Connection shell(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    public static void change(Path file, String sql) throws SQLException {
        try (Connection connection = shell(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The answer to a question, as {@link #ask(Path, String)} gives it. */
    public static List<String> ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(line(row));
            }
            return rows;
        }
    }

    /** Rows as texts, columns joined by a bar; null is empty, as the sqlite3 program prints it. */
    public static List<String> ask(Path file, String sql) throws SQLException {
        try (Connection connection = shell(file)) {
            return ask(connection, sql);
        }
    }

    private static String line(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            String cell = row.getString(column);
            cells.add(cell == null ? "" : cell);
        }
        return String.join("|", cells);
    }
}

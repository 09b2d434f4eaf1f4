package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.WorkFolder;
import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.benchmarks.work.Tasks;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * The limit: one thread that runs tasks and commits one row for each, as many together as are in flight. The table, the row
 * and the settings of the database are the store's; there is no state, nobody decides, and nobody is told.
 */
final class BareSqlite implements Contestant {
    private static final long NOW = 1_700_000_000_000_000L;

    private final String label;
    private final Tasks tasks;
    private final int together;
    private final int keys;
    private final Path folder;
    private final Connection connection;
    private final PreparedStatement insert;
    private final String events;
    private int round;

    private BareSqlite(String label, Tasks tasks, int together, int keys, SQLiteConfig.SynchronousMode synchronous)
            throws IOException, SQLException {
        this.label = label;
        this.tasks = tasks;
        this.together = together;
        this.keys = keys;
        this.folder = WorkFolder.create("bare");
        this.connection = open(folder.resolve("bare.db"), synchronous);
        this.insert = connection.prepareStatement("insert into journal values (?, ?, ?, ?, ?)");
        this.events = eventsOfOneStep(tasks.graph().size() / 2);
    }

    /** One row a commit. */
    static BareSqlite oneByOne(String label, Tasks tasks, SQLiteConfig.SynchronousMode synchronous)
            throws IOException, SQLException {
        return new BareSqlite(label, tasks, 1, 1, synchronous);
    }

    /** So many rows a commit, each behind the one before in the order of the key. */
    static BareSqlite inOrder(Tasks tasks, int together) throws IOException, SQLException {
        return new BareSqlite(
                "bare group-commit loop (limit)", tasks, together, 1, SQLiteConfig.SynchronousMode.FULL);
    }

    /** The same where the key begins with the chain, so that each row of a commit comes into another page. */
    static BareSqlite byChain(Tasks tasks, int together) throws IOException, SQLException {
        return new BareSqlite(
                "bare group-commit loop, a key a chain",
                tasks,
                together,
                together,
                SQLiteConfig.SynchronousMode.FULL);
    }

    private static Connection open(Path file, SQLiteConfig.SynchronousMode synchronous) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synchronous);
        config.setJournalSizeLimit(16 << 20);
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table journal (execution text not null, commit_no integer not null,"
                    + " first_seq integer not null, epoch integer not null, events text not null,"
                    + " primary key (execution, commit_no)) without rowid");
        }
        return connection;
    }

    /** What the engine records of a step in the middle of a chain: the end of one task and the start of the next. */
    private static String eventsOfOneStep(int node) {
        return EventCodec.encode(List.of(
                new Event.AttemptEnded(
                        NOW,
                        Activation.first(node),
                        1,
                        Outcome.COMPLETED,
                        NOW,
                        NOW,
                        null,
                        List.of(),
                        null,
                        null,
                        Next.COMPLETED,
                        null),
                new Event.AttemptStarted(NOW, Activation.first(node + 1), 1, null)));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void run() throws SQLException {
        round++;
        if (together == 1) {
            runAlone();
        } else {
            runTogether();
        }
    }

    private void runAlone() throws SQLException {
        for (int task = 0; task < tasks.graph().size(); task++) {
            tasks.run(task);
            bind(task);
            insert.executeUpdate();
        }
    }

    private void runTogether() throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement("begin immediate");
                PreparedStatement commit = connection.prepareStatement("commit")) {
            int size = tasks.graph().size();
            for (int first = 0; first < size; first += together) {
                for (int task = first; task < Math.min(size, first + together); task++) {
                    tasks.run(task);
                    bind(task);
                    insert.addBatch();
                }
                begin.executeUpdate();
                insert.executeBatch();
                commit.executeUpdate();
            }
        }
    }

    private void bind(int task) throws SQLException {
        insert.setString(1, "execution" + round + "-" + task % keys);
        insert.setLong(2, task);
        insert.setLong(3, 2L * task);
        insert.setLong(4, 1);
        insert.setString(5, events);
    }

    @Override
    public void check() throws SQLException {
        tasks.finish();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from journal")) {
            long expected = (long) round * tasks.graph().size();
            if (!row.next() || row.getLong(1) != expected) {
                throw new WrongResultException(label + " recorded " + row.getLong(1) + " of " + expected);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        WorkFolder.delete(folder);
    }
}

package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.store.internal.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.sqlite.SQLiteConfig;

/**
 * A SQLite file and the settings of connections to it.
 *
 * @param path absolute, links resolved, so that two names of one file are equal
 * @param around gives the connection that is used in place of the writer's; tests put faults there
 */
record SqliteFile(Path path, UnaryOperator<Connection> around) implements Connections {
    private static final int BUSY_MILLIS = 5_000;

    /** A write-ahead log that a long reader made grow is cut to this when it begins anew. */
    private static final int LOG_BYTES = 16 << 20;

    SqliteFile(Path path) {
        this(path, UnaryOperator.identity());
    }

    /** The file to own; its folder is created where it is missing. */
    static SqliteFile toOwn(Path file) {
        Path folder = folderOf(file);
        try {
            DurableFile.createFolder(folder); // or a power cut could take it away with all that is in it
        } catch (IOException e) {
            throw SqlFault.of(
                    file, "create the folder of", IoWords.of(e) + "; name a file in a folder that can be written", e);
        }
        return resolve(file);
    }

    /** The file to look at; it exists. */
    static SqliteFile toLook(Path file) {
        if (!Files.exists(file)) {
            throw new StoreUnreadyException(
                    true,
                    "there is no store " + file.toAbsolutePath().normalize()
                            + "; check the path, or run a workflow, which creates it");
        }
        return resolve(file);
    }

    private static SqliteFile resolve(Path file) {
        if (Files.isDirectory(file)) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE, "the store " + file + " is a folder; name a file in it");
        }
        try {
            Path path = Files.exists(file)
                    ? file.toRealPath()
                    : folderOf(file).toRealPath().resolve(file.getFileName());
            NetworkFileSystems.refuse(folderOf(path));
            return new SqliteFile(path);
        } catch (IOException e) {
            throw SqlFault.of(file, "find", e.toString(), e);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE, "the store " + file + " is a folder; name a file in it");
        }
        return folder;
    }

    Path logs() {
        return path.resolveSibling(path.getFileName() + ".logs");
    }

    OutputFiles outputs() {
        return new OutputFiles(path.resolveSibling(path.getFileName() + ".files"));
    }

    /** Whether there is anything in it yet. */
    boolean isEmpty() {
        try {
            return !Files.exists(path) || Files.size(path) == 0;
        } catch (IOException e) {
            throw SqlFault.of(path, "read", e.toString(), e);
        }
    }

    /** The one connection that writes. */
    Connection writer(Durability durability) {
        SQLiteConfig config = config();
        config.setSynchronous(
                switch (durability) {
                    case DURABLE -> SQLiteConfig.SynchronousMode.FULL;
                    case FAST -> SQLiteConfig.SynchronousMode.NORMAL;
                });
        config.setJournalSizeLimit(LOG_BYTES);
        Connection connection = open(config);
        boolean ready = false;
        try {
            useWriteAheadLog(connection);
            ready = true;
            return around.apply(connection);
        } catch (SQLException e) {
            throw SqlFault.of(path, "open", e);
        } finally {
            if (!ready) {
                Connections.closeQuietly(connection);
            }
        }
    }

    @Override
    public Connection reader() {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return open(config);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setGetGeneratedKeys(false);
        return config;
    }

    private Connection open(SQLiteConfig config) {
        try {
            // As a URI, because the driver takes what follows a '?' in a plain path for settings.
            return config.createConnection("jdbc:sqlite:" + path.toUri());
        } catch (SQLException e) {
            throw SqlFault.of(path, "open", e);
        }
    }

    private void useWriteAheadLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("pragma journal_mode=wal")) {
            String mode = answer.next() ? answer.getString(1) : "nothing";
            if (!"wal".equals(mode)) {
                throw new OrchestrationException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "the store " + path + " answers '" + mode
                                + "' instead of 'wal': its file system cannot keep a write-ahead log; name a file on a"
                                + " local disk");
            }
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public OrchestrationException fault(String what, SQLException cause) {
        return SqlFault.of(path, what, cause);
    }

    @Override
    public OrchestrationException recordingFault(SQLException cause) {
        return SqlFault.ofRecording(path, cause);
    }
}

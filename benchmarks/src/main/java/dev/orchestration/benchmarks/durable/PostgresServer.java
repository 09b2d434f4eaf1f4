package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.WorkFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A real server on this machine, which waits for the disk at each commit, as one that somebody relies on does. */
final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Path folder;

    private PostgresServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Starts one; empty where none can be started, for which standard error says why. */
    static Optional<PostgresServer> start() throws IOException {
        Path folder = WorkFolder.create("postgres");
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("data"))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            return Optional.of(new PostgresServer(server, folder));
        } catch (IOException | RuntimeException e) {
            System.err.println("benchmarks: no PostgreSQL could be started: " + e);
            WorkFolder.delete(folder);
            return Optional.empty();
        }
    }

    /** Makes a database, and gives its address. */
    String database(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database + "?user=postgres";
    }

    @Override
    public void close() throws IOException {
        server.close();
        WorkFolder.delete(folder);
    }
}

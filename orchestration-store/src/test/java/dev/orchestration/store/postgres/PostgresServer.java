package dev.orchestration.store.postgres;

import dev.orchestration.store.Records;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL server for tests: one for this JVM, started when first asked for. Where none can be started, tests that
 * need it are skipped, or fail if the variable {@code CI} is {@code true}.
 */
public final class PostgresServer {
    private static final AtomicInteger PLACES = new AtomicInteger();

    /** The one of this JVM. */
    private static final class Running {
        static final @Nullable EmbeddedPostgres SERVER = start();

        private Running() {}

        private static @Nullable EmbeddedPostgres start() {
            try {
                // Nobody cuts the power of a test, and a sync of the disk takes most of its time.
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", System.getProperty("test.fsync", "off"))
                        .start();
            } catch (IOException | RuntimeException e) {
                System.out.println("skipped: no PostgreSQL could be started: " + e);
                if ("true".equals(System.getenv("CI"))) {
                    throw new AssertionError("no PostgreSQL could be started", e);
                }
                return null;
            }
        }
    }

    private PostgresServer() {}

    private static EmbeddedPostgres running() {
        EmbeddedPostgres server = Running.SERVER;
        Assumptions.assumeTrue(server != null, "no PostgreSQL could be started");
        return server;
    }

    /** The address of a schema that was just made. */
    public static String emptyPlace() {
        String schema = "place" + PLACES.incrementAndGet();
        change(database("postgres"), "create schema " + schema);
        return database("postgres") + "&currentSchema=" + schema;
    }

    /** The address of a database that was just made. */
    public static String emptyDatabase(String options) {
        String name = "database" + PLACES.incrementAndGet();
        change(database("postgres"), "create database " + name + " " + options);
        return database(name);
    }

    /** The address of a database, for the superuser. */
    public static String database(String name) {
        return "jdbc:postgresql://localhost:" + running().getPort() + "/" + name + "?user=postgres";
    }

    /** A connection of somebody else: a person with a database shell. */
    static Connection shell(String url) throws SQLException {
        PostgresAddress address = PostgresAddress.parse(url, Map.of());
        return PostgresDriver.REAL.connect(address.url(), address.properties());
    }

    /** Does something to the database. */
    public static void change(String url, String sql) {
        try (Connection connection = shell(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Rows as texts, columns joined by a bar; null is empty. */
    public static List<String> ask(String url, String sql) throws SQLException {
        try (Connection connection = shell(url)) {
            return Records.ask(connection, sql);
        }
    }

    /** Ends the session of a server process, and waits until it is gone. */
    static void endSession(long backend) {
        try (Connection admin = shell(database("postgres"))) {
            Records.ask(admin, "select pg_terminate_backend(" + backend + ")");
            while (!Records.ask(admin, "select 1 from pg_stat_activity where pid = " + backend)
                    .isEmpty()) {
                Thread.onSpinWait();
            }
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}

package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.journal.StoreUnreadyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/** The tables of a store: numbered SQL files that are applied once and in order. */
final class Schema {
    private static final List<String> MIGRATIONS = List.of(
            "001-spine.sql",
            "002-completed.sql",
            "003-outputs.sql",
            "004-requests.sql",
            "005-answers.sql",
            "006-forks.sql",
            "007-children.sql",
            "008-cache.sql",
            "009-projects.sql",
            "010-records.sql",
            "011-looks.sql");

    /** The version that this program makes and knows. */
    static final int NEWEST = MIGRATIONS.size();

    /** In the files a statement ends with a semicolon at the end of a line, and nothing else does. */
    private static final Pattern END_OF_STATEMENT = Pattern.compile("(?<=;)\\n+");

    private final Path file;

    Schema(Path file) {
        this.file = file;
    }

    /**
     * Refuses a database that this version must not touch. Only reads.
     *
     * @return the version it has, 0 for an empty database
     * @throws OrchestrationException ({@code STORE_UNAVAILABLE}) for a newer store and for a database of something else
     */
    int check(Connection connection) {
        int version = version(connection);
        if (version > NEWEST) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the store " + file + " has schema version " + version + ", this program knows " + NEWEST
                            + " and leaves it untouched; use a newer version of the program");
        }
        return version;
    }

    /** As {@link #check}, and there must be something to look at. */
    void checkReadable(Connection connection) {
        int version = check(connection);
        if (version < NEWEST) {
            throw new StoreUnreadyException(
                    version == 0,
                    "the store " + file + (version == 0 ? " is empty" : " has the older schema version " + version)
                            + "; run a workflow on it, which brings it up to date");
        }
    }

    private int version(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            if (has(statement, "select 1 from sqlite_master where name = 'schema_version'")) {
                try (ResultSet row = statement.executeQuery("select max(version) from schema_version")) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
            if (has(statement, "select 1 from sqlite_master")) {
                throw new OrchestrationException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "the file " + file + " is a SQLite database, but no store; it is left untouched, name another");
            }
            return 0;
        } catch (SQLException e) {
            throw SqlFault.of(file, "read", e);
        }
    }

    private static boolean has(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** Applies what is missing in one transaction: nobody ever sees a store that is half brought up to date. For the owner only. */
    void migrate(Connection connection, Clock clock) {
        migrate(connection, clock, NEWEST);
    }

    /** @param newest the version to stop at, to make an old store for a test */
    void migrate(Connection connection, Clock clock, int newest) {
        int version = check(connection);
        try (Statement statement = connection.createStatement()) {
            if (version < newest) {
                statement.executeUpdate("begin immediate");
                for (int next = version + 1; next <= newest; next++) {
                    apply(connection, statement, next, clock);
                }
                statement.executeUpdate("commit");
            }
        } catch (SQLException e) {
            throw SqlFault.of(file, "bring up to date the tables of", e);
        }
    }

    private static void apply(Connection connection, Statement statement, int version, Clock clock)
            throws SQLException {
        statement.executeUpdate(
                "create table if not exists schema_version (version integer primary key, applied_at text not null)");
        for (String each : statements(version)) {
            statement.executeUpdate(each);
        }
        try (PreparedStatement row = connection.prepareStatement("insert into schema_version values (?, ?)")) {
            row.setInt(1, version);
            row.setString(2, Times.iso(clock.micros()));
            row.executeUpdate();
        }
    }

    /** Each alone, as an error tells the statement then, and a test can stop between any two. */
    static List<String> statements(int version) {
        return List.of(END_OF_STATEMENT.split(text(MIGRATIONS.get(version - 1))));
    }

    private static String text(String name) {
        try (InputStream in = Schema.class.getResourceAsStream("sqlite/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource sqlite/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.orchestration.store.postgres;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.journal.StoreUnreadyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables of a store, all in the schema that comes first in the search path: numbered SQL files that are applied once and
 * in order.
 */
final class PostgresSchema {
    private static final List<String> MIGRATIONS = List.of(
            "001-spine.sql",
            "002-commands.sql",
            "003-answers.sql",
            "004-forks.sql",
            "005-children.sql",
            "006-cache.sql",
            "007-projects.sql",
            "008-records.sql",
            "009-looks.sql");
    private static final int NEWEST = MIGRATIONS.size();
    private static final Set<String> OURS = Set.of("schema_version", "journal", "executions", "owner");

    /** What belongs to an extension does not count. */
    private static final String TABLES =
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f')"
                    + " and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid"
                    + " and d.deptype = 'e')";

    private final PostgresAddress address;

    PostgresSchema(PostgresAddress address) {
        this.address = address;
    }

    /**
     * Lets one process at a time go on, until the end of its transaction, among those that bring this store up to date or
     * take it over.
     */
    static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('dev.orchestration.store '"
                    + " || current_schema(), 0))");
        }
    }

    /** There must be something to look at that this version knows. */
    void checkReadable(Connection connection) throws SQLException {
        int version = check(connection);
        if (version < NEWEST) {
            throw new StoreUnreadyException(
                    version == 0,
                    "the store " + address.name()
                            + (version == 0 ? " has no tables yet" : " has the older schema version " + version)
                            + "; run a workflow on it, which brings it up to date");
        }
    }

    /** Applies what is missing, in one transaction. */
    void migrate(Connection connection, Clock clock) throws SQLException {
        if (check(connection) == NEWEST) {
            return;
        }
        connection.setAutoCommit(false);
        boolean committed = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = 0; set local lock_timeout = '60s'");
            lock(connection);
            int version = check(connection); // somebody else may have been faster
            for (int next = version + 1; next <= NEWEST; next++) {
                apply(connection, statement, next, clock);
            }
            connection.commit();
            committed = true;
        } finally {
            PostgresWriter.endTransaction(connection, committed);
        }
    }

    private static void apply(Connection connection, Statement statement, int version, Clock clock)
            throws SQLException {
        statement.execute(text(MIGRATIONS.get(version - 1)));
        try (PreparedStatement row = connection.prepareStatement("insert into schema_version values (?, ?)")) {
            row.setInt(1, version);
            row.setString(2, Times.iso(clock.micros()));
            row.executeUpdate();
        }
    }

    /**
     * Refuses a database that this version must not touch. Only reads.
     *
     * @return the version it has, 0 where there is nothing yet
     */
    private int check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            checkPlace(statement);
            Set<String> tables = tables(statement);
            if (tables.containsAll(OURS)) {
                return known(version(statement));
            }
            if (!tables.isEmpty()) {
                throw unavailable(
                        "has tables, but is no store; it is left untouched: name another database, or an empty"
                                + " schema with ?currentSchema=NAME");
            }
            return 0;
        }
    }

    private void checkPlace(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select current_schema(), current_setting('server_encoding')")) {
            row.next();
            if (row.getString(1) == null) {
                throw unavailable("names a schema that does not exist; create it: CREATE SCHEMA …");
            }
            if (!"UTF8".equals(row.getString(2))) {
                throw unavailable("has the encoding " + row.getString(2) + ", which cannot hold every text; create the"
                        + " database with the encoding UTF8");
            }
        }
    }

    private static Set<String> tables(Statement statement) throws SQLException {
        Set<String> tables = new HashSet<>();
        try (ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select max(version) from schema_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private int known(int version) {
        if (version > NEWEST) {
            throw unavailable("has schema version " + version + ", this program knows " + NEWEST
                    + " and leaves it untouched; use a newer version of the program");
        }
        return version;
    }

    private OrchestrationException unavailable(String why) {
        return new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "the store " + address.name() + " " + why);
    }

    private static String text(String name) {
        try (InputStream in = PostgresSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

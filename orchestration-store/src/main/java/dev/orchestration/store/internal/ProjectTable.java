package dev.orchestration.store.internal;

import dev.orchestration.state.Times;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.project.ProjectRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The projects in a table of the store. What writes is a single statement on a connection of its own, which the database
 * itself puts in order with the commits of the store's owner; so no ownership is needed, and the journal is not touched.
 * Thread-safe.
 */
public final class ProjectTable implements ProjectRegistry {
    /** Gives a new connection on which each statement is a transaction of its own. */
    @FunctionalInterface
    public interface Writers {
        Connection open() throws SQLException;
    }

    private static final String COLUMNS =
            "name, path, type, description, status, config, owner, version, created_at, updated_at";
    private static final String SELECT = "select " + COLUMNS + " from projects";
    private static final String SAME = " where name = ? and path = ? and type = ? and description = ? and status = ?"
            + " and config = ? and owner = ? and version = ? and created_at = ? and updated_at = ?";
    private static final int COLUMN_COUNT = 10;

    private final Readers readers;
    private final Writers writers;
    private final Connections database;

    public ProjectTable(Readers readers, Writers writers, Connections database) {
        this.readers = readers;
        this.writers = writers;
        this.database = database;
    }

    @Override
    public Optional<ProjectRow> find(String name) {
        return readers.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(SELECT + " where name = ?")) {
                query.setString(1, name);
                return rows(query).stream().findFirst();
            }
        });
    }

    @Override
    public List<ProjectRow> all() {
        return readers.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(SELECT + " order by name")) {
                return rows(query);
            }
        });
    }

    private static List<ProjectRow> rows(PreparedStatement query) throws SQLException {
        List<ProjectRow> rows = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.add(new ProjectRow(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        Times.micros(row.getString(9)),
                        Times.micros(row.getString(10))));
            }
        }
        return rows;
    }

    @Override
    public boolean add(ProjectRow row) {
        return change(
                "insert into projects (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                row);
    }

    @Override
    public boolean replace(ProjectRow before, ProjectRow after) {
        if (!before.name().equals(after.name())) {
            throw new IllegalArgumentException(before.name() + " is not " + after.name());
        }
        return change(
                "update projects set name = ?, path = ?, type = ?, description = ?, status = ?, config = ?, owner = ?,"
                        + " version = ?, created_at = ?, updated_at = ?" + SAME,
                after,
                before);
    }

    @Override
    public boolean remove(ProjectRow row) {
        return change("delete from projects" + SAME, row);
    }

    private boolean change(String sql, ProjectRow... values) {
        try (Connection connection = writers.open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                bind(statement, i * COLUMN_COUNT, values[i]);
            }
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw database.fault("write a project into", e);
        }
    }

    private static void bind(PreparedStatement statement, int offset, ProjectRow row) throws SQLException {
        String[] values = {
            row.name(),
            row.path(),
            row.type(),
            row.description(),
            row.status(),
            row.config(),
            row.owner(),
            row.version(),
            Times.iso(row.createdAt()),
            Times.iso(row.updatedAt())
        };
        for (int i = 0; i < values.length; i++) {
            statement.setString(offset + i + 1, values[i]);
        }
    }
}

package dev.orchestration.store;

import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;

/** Collects a {@link StoreInfo}. */
final class StoreFacts {
    private StoreFacts() {}

    static StoreInfo of(SqliteFile file, Connection connection) throws SQLException {
        Path log = file.path().resolveSibling(file.path().getFileName() + "-wal");
        return new StoreInfo(
                file.path(),
                size(file.path()),
                size(log),
                number(connection, "pragma freelist_count") * number(connection, "pragma page_size"),
                new Schema(file.path()).check(connection),
                OwnerTable.last(connection),
                executions(connection),
                new FileTree(file.outputs().folder()).total(),
                new FileTree(file.logs()).total());
    }

    private static long size(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0; // gone in this moment
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Map<WorkflowStatus, Long> executions(Connection connection) throws SQLException {
        Map<WorkflowStatus, Long> counts = new EnumMap<>(WorkflowStatus.class);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select status, count(*) from executions group by status")) {
            while (row.next()) {
                counts.put(Wire.parse(WorkflowStatus.class, row.getString(1)), row.getLong(2));
            }
        }
        return counts;
    }
}

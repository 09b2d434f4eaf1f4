package dev.orchestration.store;

import dev.orchestration.store.internal.ExecutionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

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
                ExecutionTable.countByStatus(connection),
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
}

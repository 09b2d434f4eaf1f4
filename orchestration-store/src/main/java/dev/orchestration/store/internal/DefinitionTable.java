package dev.orchestration.store.internal;

import dev.orchestration.state.journal.StoredDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tables of definitions and of their nodes' names. A digest stands for its text, so what is there stays. */
public final class DefinitionTable {
    private DefinitionTable() {}

    /** Within the caller's transaction. */
    public static void insert(Connection connection, StoredDefinition definition, UnaryOperator<String> text)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into definitions (digest, workflow, json) values (?, ?, ?) on conflict do nothing")) {
            insert.setString(1, definition.digest());
            insert.setString(2, text.apply(definition.workflow()));
            insert.setString(3, definition.json());
            if (insert.executeUpdate() == 1) {
                insertNodes(connection, definition, text);
            }
        }
    }

    private static void insertNodes(Connection connection, StoredDefinition definition, UnaryOperator<String> text)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into nodes (digest, node, name) values (?, ?, ?)")) {
            List<String> nodes = definition.nodes();
            for (int node = 0; node < nodes.size(); node++) {
                insert.setString(1, definition.digest());
                insert.setInt(2, node);
                insert.setString(3, text.apply(nodes.get(node)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static Optional<StoredDefinition> find(Connection connection, String digest) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select workflow, json from definitions where digest = ?")) {
            query.setString(1, digest);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new StoredDefinition(
                                digest, row.getString(1), row.getString(2), nodes(connection, digest)))
                        : Optional.empty();
            }
        }
    }

    static Optional<String> json(Connection connection, String digest) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select json from definitions where digest = ?")) {
            query.setString(1, digest);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    static boolean isKnown(Connection connection, String digest) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from definitions where digest = ?")) {
            query.setString(1, digest);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    static List<String> nodes(Connection connection, String digest) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select name from nodes where digest = ? order by node")) {
            query.setString(1, digest);
            List<String> nodes = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    nodes.add(row.getString(1));
                }
            }
            return List.copyOf(nodes);
        }
    }
}

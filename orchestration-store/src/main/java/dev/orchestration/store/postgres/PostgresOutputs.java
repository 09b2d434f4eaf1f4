package dev.orchestration.store.postgres;

import dev.orchestration.state.Digests;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.store.internal.Connections;
import dev.orchestration.store.internal.OutputKeeper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The table of outputs that are too large for an event, by the digest of their content. They are bytes, as JSON may hold
 * what no text of PostgreSQL can. Each is written on a connection of its own, so that no commit of the loop waits behind it.
 */
record PostgresOutputs(PostgresConnections connections) implements OutputKeeper {
    @Override
    public LargeOutput keep(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        LargeOutput output = new LargeOutput(Digests.sha256(text), text.length, this);
        try (Connection connection = connections.writer();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into output_texts (digest, json) values (?, ?) on conflict do nothing")) {
            insert.setString(1, output.digest());
            insert.setBytes(2, text);
            insert.executeUpdate();
            return output;
        } catch (SQLException e) {
            throw connections.fault("keep an output of " + text.length + " bytes in", e);
        }
    }

    @Override
    public String read(LargeOutput output) {
        Connection connection = connections.reader();
        try {
            byte[] text = find(connection, output);
            if (text == null || !Digests.sha256(text).equals(output.digest())) {
                throw new OrchestrationException(
                        ErrorCode.OUTPUT_LOST,
                        "the output " + output.digest() + " of a step " + (text == null ? "is not in" : "is damaged in")
                                + " the store " + connections.name()
                                + "; restore the table output_texts from a backup, or run the workflow again");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (SQLException e) {
            throw connections.fault("read an output of", e);
        } finally {
            Connections.closeQuietly(connection);
        }
    }

    private static byte @Nullable [] find(Connection connection, LargeOutput output) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select json from output_texts where digest = ?")) {
            query.setString(1, output.digest());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        }
    }
}

package dev.orchestration.store.internal;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads what is committed. Thread-safe. */
public final class TableArchive implements Archive {
    private final Readers readers;
    private final Readers.Query<Optional<Owner>> lastOwner;

    /** @param lastOwner who owns the store or owned it last; how that is kept differs from store to store */
    public TableArchive(Readers readers, Readers.Query<Optional<Owner>> lastOwner) {
        this.readers = readers;
        this.lastOwner = lastOwner;
    }

    @Override
    public Optional<ExecutionRow> execution(ExecutionId id) {
        return readers.read(connection -> ExecutionTable.find(connection, id));
    }

    @Override
    public List<ExecutionRow> executionsByPrefix(String prefix, int limit) {
        return readers.read(connection -> ExecutionTable.byPrefix(connection, prefix, limit));
    }

    @Override
    public List<ExecutionRow> newestExecutions(int limit) {
        return readers.read(connection -> ExecutionTable.newest(connection, limit));
    }

    @Override
    public List<ExecutionRow> newestCompleted(String workflow, int limit) {
        return readers.read(connection -> ExecutionTable.newestCompleted(connection, workflow, limit));
    }

    @Override
    public void replay(ExecutionId id, Consumer<Commit> reader) {
        readers.read(connection -> replay(connection, id, reader));
    }

    @Override
    public Optional<StoredDefinition> definition(String digest) {
        return readers.read(connection -> DefinitionTable.find(connection, digest));
    }

    @Override
    public Optional<Owner> lastOwner() {
        return readers.read(lastOwner);
    }

    @Override
    public OptionalLong lastEpoch(ExecutionId id) {
        return readers.read(connection -> lastEpoch(connection, id));
    }

    private static OptionalLong lastEpoch(Connection connection, ExecutionId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select epoch from journal where execution = ? order by commit_no desc limit 1")) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Row by row, so that a long execution is never in memory as a whole. Gives how many commits there were. */
    private static long replay(Connection connection, ExecutionId id, Consumer<Commit> reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select commit_no, first_seq, events from journal where execution = ? order by commit_no")) {
            query.setString(1, id.value());
            long commits = 0;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long number = row.getLong(1);
                    reader.accept(new Commit(id, number, row.getLong(2), events(id, number, row.getString(3))));
                    commits++;
                }
            }
            return commits;
        }
    }

    private static List<Event> events(ExecutionId id, long number, String json) {
        try {
            return EventCodec.decode(json);
        } catch (OrchestrationException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "commit " + number + " of execution " + id + " cannot be read: " + e.getMessage(),
                    e);
        }
    }
}

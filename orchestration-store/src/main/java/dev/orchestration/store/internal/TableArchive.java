package dev.orchestration.store.internal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.state.journal.StreamEnd;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads what is committed. Thread-safe. */
public final class TableArchive implements Archive {
    private final Readers readers;
    private final Readers.Query<Optional<Owner>> lastOwner;
    private final JournalPages pages;

    /**
     * @param lastOwner who owns the store or owned it last; how that is kept differs from store to store
     * @param outputs where the store has large outputs
     */
    public TableArchive(Readers readers, Readers.Query<Optional<Owner>> lastOwner, LargeOutput.Source outputs) {
        this.readers = readers;
        this.lastOwner = lastOwner;
        this.pages = new JournalPages(outputs);
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
    public void eachExecution(Consumer<ExecutionRow> reader) {
        ExecutionTable.Page page = ExecutionTable.Page.BEFORE_ALL;
        do {
            ExecutionTable.Page before = page;
            page = readers.read(connection -> ExecutionTable.after(connection, before));
            page.rows().forEach(reader);
        } while (!page.rows().isEmpty());
    }

    @Override
    public List<ExecutionRow> newestCompleted(String workflow, int limit) {
        return readers.read(connection -> ExecutionTable.newestCompleted(connection, workflow, limit));
    }

    @Override
    public List<ExecutionRow> newestEnded(String workflow, int limit) {
        return readers.read(connection -> ExecutionTable.newestEnded(connection, workflow, limit));
    }

    @Override
    public Optional<ExecutionId> executionOf(String key) {
        return readers.read(connection -> RequestTable.find(connection, key));
    }

    @Override
    public List<ExecutionRow> openExecutions() {
        return readers.read(ExecutionTable::open);
    }

    @Override
    public Map<WorkflowStatus, Long> countByStatus() {
        return readers.read(ExecutionTable::countByStatus);
    }

    @Override
    public StreamEnd end(ExecutionId id) {
        return readers.read(connection -> StreamTable.end(connection, id));
    }

    @Override
    public Optional<Event.CommandReceived> answer(String command) {
        return readers.read(connection -> AnswerTable.find(connection, command));
    }

    @Override
    public void replay(ExecutionId id, Consumer<Commit> reader) {
        replayAfter(id, 0, reader);
    }

    @Override
    public void replayAfter(ExecutionId id, long known, Consumer<Commit> reader) {
        long last = readers.read(connection -> JournalPages.lastCommit(connection, id));
        List<Commit> page;
        for (long after = known; after < last; after = page.get(page.size() - 1).number()) {
            long from = after;
            page = readers.read(connection -> pages.page(connection, id, from, last));
            if (page.isEmpty()) {
                return; // removed meanwhile
            }
            page.forEach(reader);
        }
    }

    @Override
    public Optional<StoredDefinition> definition(String digest) {
        return readers.read(connection -> DefinitionTable.find(connection, digest));
    }

    @Override
    public Optional<String> definitionJson(String digest) {
        return readers.read(connection -> DefinitionTable.json(connection, digest));
    }

    @Override
    public Optional<List<String>> definitionNodes(String digest) {
        return readers.read(connection -> DefinitionTable.isKnown(connection, digest)
                ? Optional.of(DefinitionTable.nodes(connection, digest))
                : Optional.empty());
    }

    @Override
    public Optional<Owner> lastOwner() {
        return readers.read(lastOwner);
    }

    @Override
    public OptionalLong lastEpoch(ExecutionId id) {
        return readers.read(connection -> JournalPages.lastEpoch(connection, id));
    }
}

package dev.orchestration.testing;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What a store in memory has kept over several lives, each of which is an owner of its own. */
record TestArchive(Archive kept, Owner owner, Commits commits) implements Archive {
    @Override
    public Optional<Owner> lastOwner() {
        return Optional.of(owner);
    }

    @Override
    public OptionalLong lastEpoch(ExecutionId id) {
        Long epoch = commits.epoch(id);
        return epoch == null ? OptionalLong.empty() : OptionalLong.of(epoch);
    }

    @Override
    public Optional<ExecutionRow> execution(ExecutionId id) {
        return kept.execution(id);
    }

    @Override
    public List<ExecutionRow> executionsByPrefix(String prefix, int limit) {
        return kept.executionsByPrefix(prefix, limit);
    }

    @Override
    public List<ExecutionRow> newestExecutions(int limit) {
        return kept.newestExecutions(limit);
    }

    @Override
    public List<ExecutionRow> newestCompleted(String workflow, int limit) {
        return kept.newestCompleted(workflow, limit);
    }

    @Override
    public Optional<ExecutionId> executionOf(String key) {
        return kept.executionOf(key);
    }

    @Override
    public void eachExecution(Consumer<ExecutionRow> reader) {
        kept.eachExecution(reader);
    }

    @Override
    public void replay(ExecutionId id, Consumer<Commit> reader) {
        kept.replay(id, reader);
    }

    @Override
    public Optional<StoredDefinition> definition(String digest) {
        return kept.definition(digest);
    }
}

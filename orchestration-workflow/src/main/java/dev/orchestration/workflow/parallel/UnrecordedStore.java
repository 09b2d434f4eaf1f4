package dev.orchestration.workflow.parallel;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A store that keeps nothing: whoever runs tasks in it gets their results and has nothing to resume, and an executor that
 * is used for a long time does not grow. Thread-safe.
 */
final class UnrecordedStore implements Store, Journal, Archive {
    private final Path logs;

    UnrecordedStore(Path logs) {
        this.logs = logs;
    }

    @Override
    public void append(Batch batch) {
        // What was decided lives in the loop until the call has its results.
    }

    @Override
    public Journal journal() {
        return this;
    }

    @Override
    public Archive archive() {
        return this;
    }

    @Override
    public Outputs outputs() {
        return LargeOutput::held;
    }

    @Override
    public Optional<ExecutionRow> execution(ExecutionId id) {
        return Optional.empty();
    }

    @Override
    public List<ExecutionRow> executionsByPrefix(String prefix, int limit) {
        return List.of();
    }

    @Override
    public List<ExecutionRow> newestExecutions(int limit) {
        return List.of();
    }

    @Override
    public void eachExecution(Consumer<ExecutionRow> reader) {
        // There is nothing to hand out.
    }

    @Override
    public List<ExecutionRow> newestCompleted(String workflow, int limit) {
        return List.of();
    }

    @Override
    public Optional<ExecutionId> executionOf(String key) {
        return Optional.empty();
    }

    @Override
    public void replay(ExecutionId id, Consumer<Commit> reader) {
        // There is nothing to hand out.
    }

    @Override
    public Optional<StoredDefinition> definition(String digest) {
        return Optional.empty();
    }

    @Override
    public Optional<Owner> lastOwner() {
        return Optional.empty();
    }

    @Override
    public OptionalLong lastEpoch(ExecutionId id) {
        return OptionalLong.empty();
    }

    @Override
    public List<Owner> fallenOwners() {
        return List.of();
    }

    @Override
    public Owner owner() {
        throw new OrchestrationException(ErrorCode.WRONG_STATE, "nothing is recorded here, so nobody owns it");
    }

    @Override
    public Path logs() {
        return logs;
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public String name() {
        return "unrecorded";
    }

    @Override
    public void close() {
        // Nothing is held; the logs belong to whoever made the folder.
    }
}

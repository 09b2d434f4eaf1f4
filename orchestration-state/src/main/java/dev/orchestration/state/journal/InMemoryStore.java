package dev.orchestration.state.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.command.MemoryCommandBox;
import dev.orchestration.state.project.InMemoryProjects;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.record.InMemoryRecords;
import dev.orchestration.state.record.Records;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Keeps everything in memory, of ended executions the newest; for tests and for work that need not outlive the process.
 * Thread-safe: one lock guards all its own fields.
 */
public final class InMemoryStore implements Store, Journal, Archive {
    private static final int MOST_EXECUTIONS = 10_000;
    private static final int SHARE_OF_HEAP = 8;

    private final Path logs;
    private final Owner owner;
    private final CommandBox commands = new MemoryCommandBox();
    private final ProjectRegistry projects = new InMemoryProjects();
    private final Records records = new InMemoryRecords();
    private final InMemoryCache cache = new InMemoryCache();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final InMemoryHistory history;

    /**
     * One in which the last 10,000 executions that have ended stay, or as many as take an eighth of the greatest heap.
     *
     * @param logs an existing folder for the output of processes
     */
    public InMemoryStore(Path logs, Owner owner) {
        this(logs, owner, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, MOST_EXECUTIONS);
    }

    /**
     * As the other one, with limits of one's own; what ended last always stays.
     *
     * @param mostBytes what ended executions may take, roughly
     * @param mostExecutions so many ended executions stay
     */
    public InMemoryStore(Path logs, Owner owner, long mostBytes, int mostExecutions) {
        this.logs = logs;
        this.owner = owner;
        this.history = new InMemoryHistory(cache, new InMemoryRetention(mostBytes, mostExecutions));
    }

    @Override
    public void append(Batch batch) {
        synchronized (lock) {
            history.append(batch);
        }
    }

    @Override
    public Optional<ExecutionRow> execution(ExecutionId id) {
        synchronized (lock) {
            return Optional.ofNullable(history.row(id));
        }
    }

    @Override
    public List<ExecutionRow> executionsByPrefix(String prefix, int limit) {
        return newest().stream()
                .filter(row -> row.id().value().startsWith(prefix))
                .limit(limit)
                .toList();
    }

    @Override
    public List<ExecutionRow> newestExecutions(int limit) {
        return newest().stream().limit(limit).toList();
    }

    @Override
    public void eachExecution(Consumer<ExecutionRow> reader) {
        List<ExecutionRow> oldest = newest();
        Collections.reverse(oldest);
        oldest.forEach(reader);
    }

    @Override
    public List<ExecutionRow> newestCompleted(String workflow, int limit) {
        return newest().stream()
                .filter(row -> row.status() == WorkflowStatus.COMPLETED)
                .filter(row -> row.workflow().equals(workflow))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<ExecutionId> executionOf(String key) {
        synchronized (lock) {
            return history.requested(key);
        }
    }

    private List<ExecutionRow> newest() {
        synchronized (lock) {
            return history.newest();
        }
    }

    @Override
    public void replay(ExecutionId id, Consumer<Commit> reader) {
        List<Commit> all;
        synchronized (lock) {
            all = List.copyOf(history.read(id));
        }
        all.forEach(reader);
    }

    @Override
    public Optional<StoredDefinition> definition(String digest) {
        synchronized (lock) {
            return history.definition(digest);
        }
    }

    @Override
    public OptionalLong lastEpoch(ExecutionId id) {
        synchronized (lock) {
            return history.knows(id) ? OptionalLong.of(owner.epoch()) : OptionalLong.empty();
        }
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
    public OutputCache cache() {
        return cache;
    }

    @Override
    public CommandBox commands() {
        return commands;
    }

    @Override
    public ProjectRegistry projects() {
        return projects;
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public Optional<Owner> lastOwner() {
        return Optional.of(owner);
    }

    @Override
    public Owner owner() {
        return owner;
    }

    @Override
    public List<Owner> fallenOwners() {
        return List.of();
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
        return "memory";
    }

    @Override
    public void close() {
        // Nothing is held; the logs belong to whoever made the folder.
    }
}

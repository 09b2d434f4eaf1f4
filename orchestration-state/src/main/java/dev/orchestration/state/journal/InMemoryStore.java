package dev.orchestration.state.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.command.MemoryCommandBox;
import dev.orchestration.state.project.InMemoryProjects;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.record.InMemoryRecords;
import dev.orchestration.state.record.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps everything in memory, for tests and for work that need not outlive the process. Thread-safe: one lock guards all
 * its own fields.
 */
public final class InMemoryStore implements Store, Journal, Archive {
    private final Path logs;
    private final Owner owner;
    private final CommandBox commands = new MemoryCommandBox();
    private final ProjectRegistry projects = new InMemoryProjects();
    private final Records records = new InMemoryRecords();
    private final InMemoryCache cache = new InMemoryCache();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<ExecutionId, List<Commit>> commits = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final Map<ExecutionId, ExecutionRow> rows = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final Map<String, StoredDefinition> definitions = new HashMap<>();

    @GuardedBy("lock")
    private final RequestKeys requests = new RequestKeys();

    /** @param logs an existing folder for the output of processes */
    public InMemoryStore(Path logs, Owner owner) {
        this.logs = logs;
        this.owner = owner;
    }

    @Override
    public void append(Batch batch) {
        synchronized (lock) {
            Set<String> keys = new HashSet<>();
            for (Commit commit : batch.commits()) {
                long expected =
                        commits.getOrDefault(commit.execution(), List.of()).size() + 1L;
                if (commit.number() != expected) {
                    throw new OrchestrationException(
                            ErrorCode.STORE_UNAVAILABLE,
                            "commit " + commit.number() + " of " + commit.execution() + " is not " + expected);
                }
                requests.requireNew(commit, keys);
            }
            batch.definitions().forEach(definition -> definitions.putIfAbsent(definition.digest(), definition));
            batch.commits().forEach(this::record);
        }
    }

    @GuardedBy("lock")
    private void record(Commit commit) {
        requests.record(commit);
        commits.computeIfAbsent(commit.execution(), id -> new ArrayList<>()).add(commit);
        cache.keep(commit);
        ExecutionRow row = ExecutionRow.fold(commit.execution(), rows.get(commit.execution()), commit.events());
        if (row != null) {
            rows.put(commit.execution(), row);
        }
    }

    @Override
    public Optional<ExecutionRow> execution(ExecutionId id) {
        synchronized (lock) {
            return Optional.ofNullable(rows.get(id));
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
            return requests.find(key);
        }
    }

    private List<ExecutionRow> newest() {
        synchronized (lock) {
            List<ExecutionRow> newest = new ArrayList<>(rows.values());
            Collections.reverse(newest);
            newest.sort(Comparator.comparingLong(ExecutionRow::createdAt).reversed());
            return newest;
        }
    }

    @Override
    public void replay(ExecutionId id, Consumer<Commit> reader) {
        List<Commit> all;
        synchronized (lock) {
            all = List.copyOf(commits.getOrDefault(id, List.of()));
        }
        all.forEach(reader);
    }

    @Override
    public Optional<StoredDefinition> definition(String digest) {
        synchronized (lock) {
            return Optional.ofNullable(definitions.get(digest));
        }
    }

    @Override
    public OptionalLong lastEpoch(ExecutionId id) {
        synchronized (lock) {
            return commits.containsKey(id) ? OptionalLong.of(owner.epoch()) : OptionalLong.empty();
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

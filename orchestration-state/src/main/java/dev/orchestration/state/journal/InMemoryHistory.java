package dev.orchestration.state.journal;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an {@link InMemoryStore} has recorded: of open executions all, of the others the newest. Guarded by its lock. */
final class InMemoryHistory {
    private final Map<ExecutionId, List<Commit>> commits = new LinkedHashMap<>();
    private final Map<ExecutionId, ExecutionRow> rows = new LinkedHashMap<>();
    private final InMemoryDefinitions definitions = new InMemoryDefinitions();
    private final RequestKeys requests = new RequestKeys();
    private final InMemoryCache cache;
    private final InMemoryRetention retention;

    InMemoryHistory(InMemoryCache cache, InMemoryRetention retention) {
        this.cache = cache;
        this.retention = retention;
    }

    /** All of the batch or nothing of it. */
    void append(Batch batch) {
        Set<String> keys = new HashSet<>();
        for (Commit commit : batch.commits()) {
            requireNext(commit);
            requests.requireNew(commit, keys);
        }
        batch.definitions().forEach(definitions::add);
        batch.commits().forEach(this::record);
    }

    private void requireNext(Commit commit) {
        long expected = of(commit.execution()).size() + 1L;
        if (commit.number() != expected && !isLate(commit)) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "commit " + commit.number() + " of " + commit.execution() + " is not " + expected);
        }
    }

    /**
     * Whether it belongs to an execution that was let go of after somebody had read it to go on with it. What is read stays,
     * unless everything else is let go of in between; then this one goes on without being recorded, and harms nobody.
     */
    private boolean isLate(Commit commit) {
        return retention.hasLetGo() && commit.number() > 1 && !commits.containsKey(commit.execution());
    }

    private void record(Commit commit) {
        if (isLate(commit)) {
            return;
        }
        requests.record(commit);
        commits.computeIfAbsent(commit.execution(), id -> new ArrayList<>()).add(commit);
        cache.keep(commit);
        ExecutionRow before = rows.get(commit.execution());
        ExecutionRow row = ExecutionRow.fold(commit.execution(), before, commit.events());
        if (row == null || row.equals(before)) {
            return;
        }
        rows.put(commit.execution(), row);
        if (before == null) {
            definitions.use(row.digest());
        }
        retention.changed(before, row, rows::get, commits::get).forEach(this::letGo);
    }

    private void letGo(ExecutionId id) {
        definitions.release(Objects.requireNonNull(rows.remove(id)).digest());
        requests.forget(Objects.requireNonNull(commits.remove(id)).get(0));
    }

    @Nullable
    ExecutionRow row(ExecutionId id) {
        return rows.get(id);
    }

    /** The newest first, among equally old ones the last that was recorded; a copy. */
    List<ExecutionRow> newest() {
        List<ExecutionRow> newest = new ArrayList<>(rows.values());
        Collections.reverse(newest);
        newest.sort(Comparator.comparingLong(ExecutionRow::createdAt).reversed());
        return newest;
    }

    /** As {@link #of}, for somebody who may go on with it. */
    List<Commit> read(ExecutionId id) {
        ExecutionRow row = rows.get(id);
        while (row != null && row.parent() != null && rows.containsKey(new ExecutionId(row.parent()))) {
            row = rows.get(new ExecutionId(row.parent()));
        }
        if (row != null) {
            retention.looked(row.id());
        }
        return of(id);
    }

    boolean knows(ExecutionId id) {
        return commits.containsKey(id);
    }

    /** The commits of an execution, or of another stream; not a copy. */
    List<Commit> of(ExecutionId id) {
        return commits.getOrDefault(id, List.of());
    }

    Optional<StoredDefinition> definition(String digest) {
        return definitions.find(digest);
    }

    Optional<ExecutionId> requested(String key) {
        return requests.find(key);
    }
}

package dev.orchestration.state.journal;

import dev.orchestration.state.ExecutionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which ended executions an {@link InMemoryStore} lets go of, so that a host that never ends does not fill its memory: the
 * ones that ended, or were read, longest ago, each with those that its steps have begun, once all that has ended takes more
 * than it may. What ended last always stays. Guarded by the store's lock.
 */
final class InMemoryRetention {
    private final long mostBytes;
    private final int mostExecutions;
    /** Ended executions that no other has begun, in the order of their ends, with their size and that of their descendants. */
    private final Map<ExecutionId, Family> ended = new LinkedHashMap<>();

    private final Map<String, List<ExecutionId>> children = new HashMap<>();
    private long bytes;
    private int executions;
    private boolean hasLetGo;

    private record Family(List<ExecutionId> members, long bytes) {}

    InMemoryRetention(long mostBytes, int mostExecutions) {
        this.mostBytes = mostBytes;
        this.mostExecutions = mostExecutions;
    }

    /** An execution stands otherwise than before; gives those to let go of. */
    List<ExecutionId> changed(
            @Nullable ExecutionRow before,
            ExecutionRow row,
            Function<ExecutionId, @Nullable ExecutionRow> rows,
            Function<ExecutionId, List<Commit>> commits) {
        String parent = row.parent();
        if (parent != null) {
            if (before == null) {
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(row.id());
            }
            return List.of();
        }
        remove(row.id());
        if (row.endedAt() == null) {
            return List.of();
        }
        List<ExecutionId> members = family(row.id());
        long weight = members.stream()
                .flatMap(member -> commits.apply(member).stream())
                .mapToLong(InMemoryWeight::of)
                .sum();
        ended.put(row.id(), new Family(members, weight));
        bytes += weight;
        executions += members.size();
        return surplus(row.id(), rows);
    }

    boolean hasLetGo() {
        return hasLetGo;
    }

    private void remove(ExecutionId root) {
        Family family = ended.remove(root);
        if (family != null) {
            subtract(family);
        }
    }

    private void subtract(Family family) {
        bytes -= family.bytes();
        executions -= family.members().size();
    }

    /** Somebody reads what there is of it, perhaps to go on with it: it is as good as the one that ended last. */
    void looked(ExecutionId root) {
        Family family = ended.remove(root);
        if (family != null) {
            ended.put(root, family);
        }
    }

    private List<ExecutionId> family(ExecutionId root) {
        List<ExecutionId> members = new ArrayList<>(List.of(root));
        for (int i = 0; i < members.size(); i++) {
            members.addAll(children.getOrDefault(members.get(i).value(), List.of()));
        }
        return members;
    }

    private List<ExecutionId> surplus(ExecutionId newest, Function<ExecutionId, @Nullable ExecutionRow> rows) {
        List<ExecutionId> gone = new ArrayList<>();
        Iterator<Map.Entry<ExecutionId, Family>> oldest = ended.entrySet().iterator();
        while (bytes > mostBytes || executions > mostExecutions) {
            Map.Entry<ExecutionId, Family> root = oldest.next();
            if (root.getKey().equals(newest)) {
                break;
            }
            List<ExecutionId> members = family(root.getKey());
            if (members.stream().allMatch(member -> hasEnded(rows.apply(member)))) {
                oldest.remove();
                subtract(root.getValue());
                members.forEach(member -> children.remove(member.value()));
                gone.addAll(members);
            }
        }
        hasLetGo |= !gone.isEmpty();
        return gone;
    }

    private static boolean hasEnded(@Nullable ExecutionRow row) {
        return row == null || row.endedAt() != null;
    }
}

package dev.orchestration.state.journal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which ended executions an {@link InMemoryStore} lets go of, so that a host that never ends does not fill its memory: the
 * ones that ended first, each with those that its steps have begun, once all that has ended takes more than it may. What
 * ended last always stays. Guarded by the store's lock.
 */
final class InMemoryRetention {
    /** What an event takes beside the values that it carries, roughly. */
    private static final long BYTES_AN_EVENT = 160;

    private static final long BYTES_A_VALUE = 24;

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
                .mapToLong(InMemoryRetention::bytes)
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
            bytes -= family.bytes();
            executions -= family.members().size();
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
        for (ExecutionId root : List.copyOf(ended.keySet())) {
            boolean fits = bytes <= mostBytes && executions <= mostExecutions;
            if (fits || root.equals(newest)) {
                break;
            }
            List<ExecutionId> members = family(root);
            if (members.stream().allMatch(member -> hasEnded(rows.apply(member)))) {
                remove(root);
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

    private static long bytes(Commit commit) {
        long sum = 0;
        for (Event event : commit.events()) {
            sum += BYTES_AN_EVENT + (event instanceof Event.AttemptEnded attempt ? bytes(attempt.output()) : 0);
        }
        return sum;
    }

    private static long bytes(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return BYTES_A_VALUE + text.length();
        }
        long sum = BYTES_A_VALUE;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> each : map.entrySet()) {
                sum += bytes(each.getKey()) + bytes(each.getValue());
            }
        } else if (value instanceof Iterable<?> items) {
            for (Object item : items) {
                sum += bytes(item);
            }
        }
        return sum;
    }
}

package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.OnConflict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that an execution needs to be under way: no more than {@code limit} of one workflow have the same at once. Immutable.
 *
 * @param key empty where the workflow's name is the whole key
 * @param limit at least 1; each execution goes by that of its own definition
 * @param within the executions that wait for this one, which is their child: it must not wait for them in turn
 */
public record Claim(String workflow, String key, int limit, OnConflict onConflict, List<ExecutionId> within) {
    public Claim {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is at least 1, not " + limit);
        }
        within = List.copyOf(within);
    }

    /** Of one that is nobody's child. */
    public Claim(String workflow, String key, int limit, OnConflict onConflict) {
        this(workflow, key, limit, onConflict, List.of());
    }

    /** The same of a child of these. */
    public Claim within(List<ExecutionId> ancestors) {
        return new Claim(workflow, key, limit, onConflict, ancestors);
    }

    /** {@code the key 'monday' of workflow nightly}. */
    public String described() {
        return (key.isEmpty() ? "the only key" : "the key " + Quoted.of(key)) + " of workflow " + Quoted.of(workflow);
    }

    /** Whether both need the same, which one of them may have to wait for. */
    boolean isLike(@Nullable Claim other) {
        return other != null && workflow.equals(other.workflow) && key.equals(other.key);
    }
}

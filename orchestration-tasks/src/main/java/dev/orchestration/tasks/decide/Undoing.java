package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Activation;

/** What undoes what. Confined to the thread that owns the execution. */
public final class Undoing {
    private Undoing() {}

    /** Whether the row is that of a compensation. */
    public static boolean isCompensation(ExecutionState state, int row) {
        return state.plan().phases().isCompensation(state.node(row));
    }

    /** The row that the compensation of {@code row} undoes: a node, or an item of a map. */
    public static int undone(ExecutionState state, int row) {
        Activation compensation = state.activation(row);
        return state.row(new Activation(state.plan().phases().undone(compensation.node()), compensation.item(), 1));
    }

    /** Whether what the node did is undone; of a map, whether that of any item is. */
    public static boolean isUndone(ExecutionState state, int node) {
        return state.compensations().isAnyUndone(node);
    }

    /** Whether a node is worth telling of: a compensation only once it has its turn. */
    public static boolean isConcerned(ExecutionState state, int node) {
        return !state.plan().phases().isCompensation(node)
                || state.compensations().concerns(node);
    }
}

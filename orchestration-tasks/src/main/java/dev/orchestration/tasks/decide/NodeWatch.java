package dev.orchestration.tasks.decide;

/** Sees each move of each row of an execution at the moment in which it is folded in; one event may move many. */
@FunctionalInterface
public interface NodeWatch {
    /**
     * The row has another status since, or begins anew.
     *
     * @param row a node, or an item of a map; what the state says of it else may be of before the move
     */
    void moved(int row);

    /** Has {@code watch} told of every move that {@code state} folds in from now on; one at a time, the last one counts. */
    static void of(ExecutionState state, NodeWatch watch) {
        state.nodes().counts.watch(watch);
    }
}

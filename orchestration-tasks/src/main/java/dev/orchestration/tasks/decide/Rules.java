package dev.orchestration.tasks.decide;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionKind;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** What a kind of execution adds to the plain rules of dependencies. Pure, like the decider that asks it. */
public interface Rules {
    /**
     * Whether a node with a condition, or a map, may run, now that its dependencies are settled.
     *
     * @throws OrchestrationException if the condition cannot be evaluated; the node fails with it
     */
    boolean mayRun(int node, ExecutionState state);

    /**
     * The list that a map goes through, now that its dependencies are settled and it may run.
     *
     * @throws OrchestrationException if there is no such list; the node fails with it
     */
    default ItemList items(int node, ExecutionState state) {
        throw new IllegalStateException("node " + node + " is no map");
    }

    /** How the node's action is carried out. */
    ActionKind kind(int node);

    /**
     * How long a node that waits, or one of its items, does so.
     *
     * @param row the node's index, or the row of an item; see {@link ExecutionState#node}
     * @throws OrchestrationException if its parameters cannot be evaluated; the node fails with it
     */
    Duration waitingTime(int row, ExecutionState state);

    /**
     * What a node waits for that does no work, or one of its items.
     *
     * @param row as in {@link #waitingTime}
     * @throws OrchestrationException as {@link #waitingTime}
     */
    default WaitSpec waiting(int row, ExecutionState state) {
        return WaitSpec.sleep(waitingTime(row, state));
    }

    /**
     * The parameters of a node that waits for an execution of its own, with all that they need of the state copied out; they
     * are read off the loop, where they may take their time.
     *
     * @param row as in {@link #waitingTime}
     */
    default Supplier<Map<String, Object>> child(int row, ExecutionState state) {
        throw new IllegalStateException("row " + row + " waits for no execution");
    }

    /** Whether all work is done, also where an output is kept that could be used again. */
    default boolean isFresh() {
        return false;
    }

    /** Whether the failure of a required node keeps what did not start from ever starting. */
    boolean stopsOnFailure();

    /**
     * The work of the next attempt of a node or an item, with all it needs of the state copied out; it runs on another thread.
     *
     * @param row the node's index, or the row of an item; see {@link ExecutionState#node}
     */
    AttemptWork prepare(int row, ExecutionState state);
}

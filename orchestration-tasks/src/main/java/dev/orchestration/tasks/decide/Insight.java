package dev.orchestration.tasks.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only whoever explains an execution, counts in it, or takes it up, asks of its state. Confined to the thread that owns it. */
public final class Insight {
    private Insight() {}

    /** When the last attempt of the row's current activation was handed out; microseconds since 1970. */
    public static long attemptStartedAt(ExecutionState state, int row) {
        return state.nodes().attemptStartedAt(row);
    }

    /** What an attempt of the row's current activation told last with its heartbeat, null if nothing. */
    public static @Nullable Object heartbeatDetails(ExecutionState state, int row) {
        return state.nodes().details(row);
    }

    /** Whether what the waiting row waits for is not the end of its wait but its timeout. */
    public static boolean expires(ExecutionState state, int row) {
        return state.nodes().expires(row);
    }

    /** Whether what came of the node's dependencies leaves it no way to run in this round. */
    public static boolean isBlockedForGood(ExecutionState state, int node) {
        return state.readiness().isBlockedForGood(node);
    }

    /** Nodes of which more is to be expected: neither ended nor blocked for good. */
    public static int unsettledCount(ExecutionState state) {
        return state.plan().steps() - state.readiness().settledCount();
    }

    /** The ready rows in the order of the mode; a copy. */
    public static List<ReadyNode> readyInOrder(ExecutionState state) {
        return state.ready().inOrder();
    }
}

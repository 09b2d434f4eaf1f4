package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;
import java.util.stream.IntStream;
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
        return state.nodes().details.of(row);
    }

    /** Whether an attempt of the row runs; a map itself has none, only its items have. */
    public static boolean isAtWork(ExecutionState state, int row) {
        return state.status(row) == TaskStatus.RUNNING && !isMap(state, row);
    }

    /** Whether the row is that of a map that has its list. */
    public static boolean isMap(ExecutionState state, int row) {
        return state.items().of(row) != null;
    }

    /** The rows of a map's items in the order of its list; none of a node that is no map, or has no list yet. */
    public static List<Integer> itemsOf(ExecutionState state, int node) {
        MapItems map = state.items().of(node);
        return map == null
                ? List.of()
                : IntStream.range(map.first(), map.end()).boxed().toList();
    }

    /** Whether the waiting row is between two passes of {@code until}. */
    public static boolean isBetweenPasses(ExecutionState state, int row) {
        return state.passes().isPausing(row);
    }

    /** How many passes the row has completed whose condition did not hold. */
    public static int passes(ExecutionState state, int row) {
        return state.passes().done(row);
    }

    /** Whether what the waiting row waits for is not the end of its wait but its timeout. */
    public static boolean expires(ExecutionState state, int row) {
        return state.nodes().expires(row);
    }

    /** Whether what came of the node's dependencies leaves it no way to run in this round. */
    public static boolean isBlockedForGood(ExecutionState state, int node) {
        return state.readiness().isBlockedForGood(node);
    }

    /** How many rows have which status. */
    public static StatusCounts counts(ExecutionState state) {
        return state.nodes().counts;
    }

    /** Nodes of which more is to be expected: neither ended nor blocked for good. */
    public static int unsettledCount(ExecutionState state) {
        return state.plan().steps() - state.readiness().settledCount();
    }

    /** The signals that came and that no step has asked for, those of one name in order; a copy. */
    public static List<Event.SignalReceived> keptSignals(ExecutionState state) {
        return state.waits().allKept();
    }

    /** The ready rows in the order of the mode; a copy. */
    public static List<ReadyNode> readyInOrder(ExecutionState state) {
        return state.ready().inOrder();
    }
}

package dev.orchestration.tasks.decide;

import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import java.util.List;

/** What follows for a map: it goes through its list, and ends with the first failure if it shall. Pure. */
final class MapDecider {
    private MapDecider() {}

    /**
     * Its dependencies are settled. One that goes on was judged when it began, and keeps the list it has; but one that runs at the
     * end of each round is judged anew, as it runs whole.
     */
    static void judge(ExecutionState state, Rules rules, int node, long at, EventSink out) {
        MapItems known = state.items().of(node);
        if (known != null && !state.plan().isFinal(node) && !beginsAnew(state, known)) {
            out.emit(new Event.Expanded(at, node, known.count(), null));
            return;
        }
        try {
            if (rules.mayRun(node, state)) {
                ItemList list = rules.items(node, state);
                boolean goesOn = known != null && list.recorded() == null && !state.plan().isFinal(node);
                out.emit(new Event.Expanded(at, node, goesOn ? known.count() : list.count(), list.recorded()));
            } else {
                out.emit(new Event.Skipped(at, state.activation(node), DependencyDecider.RUN_IF_IS_FALSE));
            }
        } catch (OrchestrationException e) {
            fail(state, node, at, Failure.of(e), out);
        }
    }

    /** Where nothing of a map is left, and what it reads may have been undone, its list may have to be another one. */
    private static boolean beginsAnew(ExecutionState state, MapItems known) {
        boolean left = false;
        for (int row = known.first(); row < known.end(); row++) {
            left |= state.status(row).isTerminal();
        }
        return !left && state.plan().phases().compensate();
    }

    /** A map without a list fails at once, and for good: without items there is nothing to try again. */
    private static void fail(ExecutionState state, int node, long at, Failure failure, EventSink out) {
        Activation activation = state.activation(node);
        int attempt = state.nodes().attempts(node) + 1;
        out.emit(new Event.Activated(at, activation, Event.Activated.RUN_IF));
        out.emit(new Event.AttemptStarted(at, activation, attempt, null));
        out.emit(new Event.AttemptEnded(
                at, activation, attempt, Outcome.FAILED, at, at, null, List.of(), failure, null, Next.FAILED, null));
    }

    /** Cancels what is left of the next map of which an item failed; says whether there was one. */
    static boolean failFast(ExecutionState state, long at, EventSink out) {
        Integer node = state.items().nextFailing();
        if (node == null) {
            return false;
        }
        out.emit(new Event.CancelRequested(
                at,
                CancelScope.STEP,
                node,
                Event.CancelRequested.BY_FAIL_FAST,
                "an item failed and fail_fast is true"));
        return true;
    }
}

package dev.orchestration.workflow;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.decide.Phases;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fork takes over of its origin: the context that began it, and of each kept step the result and the writes, in the
 * order in which the origin recorded them, and the signals that no step of it asked for. Immutable.
 *
 * @param phases of the origin's plan
 * @param history of the origin
 * @param kept by the node of a step in the origin the node that keeps its result, negative for none
 * @param signals that wait in the origin for a step
 * @param sets written behind all that
 */
record Heritage(
        ExecutionId origin,
        Phases phases,
        List<Commit> history,
        List<Integer> kept,
        List<Event.SignalReceived> signals,
        List<ContextWrite> sets) {
    private static final String WHO = "fork";

    /** As recorded at {@code at}. */
    List<Event> events(long at) {
        Legacy legacy = new Legacy();
        for (Commit commit : history) {
            for (Event event : commit.events()) {
                add(legacy, at, event);
            }
        }
        List<Event> events = legacy.events();
        for (Event.SignalReceived e : signals) {
            events.add(new Event.SignalReceived(at, e.name(), e.payload(), e.by()));
        }
        if (!sets.isEmpty()) {
            events.add(new Event.ContextChanged(at, sets, WHO));
        }
        return events;
    }

    private void add(Legacy legacy, long at, Event event) {
        if (event instanceof Event.ContextChanged e) {
            legacy.add(new Event.ContextChanged(at, e.writes(), e.who()));
        } else if (event instanceof Event.Expanded e) {
            int node = kept.get(e.node());
            if (node >= 0) {
                legacy.expanded(new Event.Expanded(at, node, e.count(), e.items()));
            }
        } else if (event instanceof Event.AttemptEnded e
                && e.next() == Next.COMPLETED
                && phases.isCompensation(e.activation().node())) {
            int node = kept.get(phases.undone(e.activation().node()));
            legacy.undone(new Activation(node, e.activation().item(), 1));
        } else {
            Event.NodeKept result = result(at, event);
            if (result != null) {
                legacy.kept(result);
            }
        }
    }

    private Event.@Nullable NodeKept result(long at, Event event) {
        if (event instanceof Event.AttemptEnded e && e.next() == Next.COMPLETED) {
            return kept(at, e.activation(), Event.NodeKept.COMPLETED, e.output(), e.writes());
        }
        if (event instanceof Event.AttemptEnded e
                && e.next() == Next.AGAIN
                && !e.writes().isEmpty()) {
            return kept(at, e.activation(), Event.NodeKept.AGAIN, null, e.writes());
        }
        if (event instanceof Event.WaitEnded e && !e.failed() && !e.how().equals(Event.WaitEnded.RETRY)) {
            return kept(at, e.activation(), Event.NodeKept.COMPLETED, e.payload(), List.of());
        }
        if (event instanceof Event.Skipped e) {
            return kept(at, e.activation(), Event.NodeKept.SKIPPED, null, List.of());
        }
        if (event instanceof Event.NodeKept e) {
            Event.NodeKept again = kept(at, e.activation(), e.status(), e.output(), e.writes());
            return again == null
                    ? null
                    : new Event.NodeKept(at, again.activation(), e.origin(), e.status(), e.output(), e.writes());
        }
        return null;
    }

    private Event.@Nullable NodeKept kept(
            long at, Activation activation, String status, @Nullable Object output, List<ContextWrite> writes) {
        int node = kept.get(activation.node());
        return node < 0
                ? null
                : new Event.NodeKept(
                        at, new Activation(node, activation.item(), 1), origin.value(), status, output, writes);
    }
}

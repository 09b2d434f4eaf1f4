package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What steps wait for beside a while, and the signals that came before anybody asked for them. Confined to the thread that
 * owns the execution.
 */
final class OpenWaits {
    private final NodeTable nodes;
    private final Items items;
    /** By row, in the order of opening; one whose row does not wait any more is out of date. */
    private final Map<Integer, Event.WaitOpened> opened = new LinkedHashMap<>();

    private final Map<String, Deque<Event.SignalReceived>> kept = new LinkedHashMap<>();
    private int keptCount;

    OpenWaits(NodeTable nodes, Items items) {
        this.nodes = nodes;
        this.items = items;
    }

    void apply(Event event) {
        if (event instanceof Event.WaitOpened e) {
            opened(e);
        } else if (event instanceof Event.WaitEnded e) {
            Event.WaitOpened wait = opened.remove(items.row(e.activation()));
            if (wait != null && isFor(wait, Event.WaitOpened.SIGNAL) && e.how().equals(Event.WaitEnded.ANSWERED)) {
                take(String.valueOf(wait.name()));
            }
        } else if (event instanceof Event.SignalReceived e) {
            kept.computeIfAbsent(e.name(), name -> new ArrayDeque<>()).add(e);
            keptCount++;
        }
    }

    private void opened(Event.WaitOpened e) {
        boolean onlyTime = isFor(e, Event.WaitOpened.TIMER) || isFor(e, Event.WaitOpened.TIMEOUT);
        opened.remove(items.row(e.activation()));
        if (!onlyTime) {
            opened.put(items.row(e.activation()), e);
        }
    }

    private void take(String name) {
        Deque<Event.SignalReceived> all = kept.get(name);
        if (all != null && all.poll() != null) {
            keptCount--;
            if (all.isEmpty()) {
                kept.remove(name);
            }
        }
    }

    private static boolean isFor(Event.WaitOpened wait, String kind) {
        return wait.kind().equals(kind);
    }

    /** What the node, or item, of a row waits for; null if it does not wait, or for a while alone. */
    Event.@Nullable WaitOpened of(int row) {
        Event.WaitOpened wait = opened.get(row);
        boolean current = wait != null
                && nodes.status(row) == TaskStatus.WAITING
                && nodes.activation(row) == wait.activation().n();
        return current ? wait : null;
    }

    /** Of those who wait for a signal of this name the one who does so longest, null if nobody does. */
    Event.@Nullable WaitOpened longestFor(String signal) {
        for (Map.Entry<Integer, Event.WaitOpened> each : opened.entrySet()) {
            boolean meant = isFor(each.getValue(), Event.WaitOpened.SIGNAL)
                    && signal.equals(each.getValue().name());
            if (meant && of(each.getKey()) != null) {
                return each.getValue();
            }
        }
        return null;
    }

    /** The first signal of this name that came and that nobody waited for, null if there is none. */
    Event.@Nullable SignalReceived kept(String signal) {
        Deque<Event.SignalReceived> all = kept.get(signal);
        return all == null ? null : all.peek();
    }

    /** How many signals nobody has asked for. */
    int kept() {
        return keptCount;
    }
}

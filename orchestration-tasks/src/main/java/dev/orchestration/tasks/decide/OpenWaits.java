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
                take(wait);
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

    private void take(Event.WaitOpened wait) {
        Event.SignalReceived taken = kept(wait);
        Deque<Event.SignalReceived> all = taken == null ? null : kept.get(taken.name());
        if (all != null && all.remove(taken)) {
            keptCount--;
            if (all.isEmpty()) {
                kept.remove(taken.name());
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

    /** Of those whom this signal is for the one who waits longest, null if nobody does. */
    Event.@Nullable WaitOpened longestFor(String signal, @Nullable Object payload) {
        for (Map.Entry<Integer, Event.WaitOpened> each : opened.entrySet()) {
            boolean meant = isFor(each.getValue(), Event.WaitOpened.SIGNAL)
                    && signal.equals(each.getValue().name())
                    && WaitTerms.fits(each.getValue(), payload);
            if (meant && of(each.getKey()) != null) {
                return each.getValue();
            }
        }
        return null;
    }

    /** The first signal that came, is for this wait, and that nobody has taken; null if there is none. */
    Event.@Nullable SignalReceived kept(Event.WaitOpened wait) {
        for (Event.SignalReceived each : kept.getOrDefault(String.valueOf(wait.name()), new ArrayDeque<>())) {
            if (WaitTerms.fits(wait, each.payload())) {
                return each;
            }
        }
        return null;
    }

    /** How many signals nobody has asked for. */
    int kept() {
        return keptCount;
    }
}

package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What steps wait for beside a while, and the signals that came before anybody asked for them. Confined to the thread that
 * owns the execution.
 */
final class OpenWaits {
    private static final LinkedHashSet<Integer> NOBODY = new LinkedHashSet<>();

    private final NodeTable nodes;
    private final Items items;
    /** By row. */
    private final Map<Integer, Event.WaitOpened> opened = new LinkedHashMap<>();
    /** The rows that wait for a signal of a name, in the order of opening. */
    private final Map<String, LinkedHashSet<Integer>> forSignal = new LinkedHashMap<>();

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
            Event.WaitOpened wait = close(items.row(e.activation()));
            if (wait != null && isFor(wait, Event.WaitOpened.SIGNAL) && e.how().equals(Event.WaitEnded.ANSWERED)) {
                take(wait);
            }
        } else if (event instanceof Event.Skipped e) {
            close(items.row(e.activation()));
        } else if (event instanceof Event.CancelRequested || event instanceof Event.ExecutionReopened) {
            forgetTheEnded();
        } else if (event instanceof Event.SignalReceived e) {
            kept.computeIfAbsent(e.name(), name -> new ArrayDeque<>()).add(e);
            keptCount++;
        }
    }

    private void opened(Event.WaitOpened e) {
        boolean onlyTime = isFor(e, Event.WaitOpened.TIMER) || isFor(e, Event.WaitOpened.TIMEOUT);
        int row = items.row(e.activation());
        close(row);
        if (!onlyTime) {
            opened.put(row, e);
        }
        if (isFor(e, Event.WaitOpened.SIGNAL)) {
            forSignal
                    .computeIfAbsent(String.valueOf(e.name()), name -> new LinkedHashSet<>())
                    .add(row);
        }
    }

    private Event.@Nullable WaitOpened close(int row) {
        Event.WaitOpened wait = opened.remove(row);
        if (wait != null && isFor(wait, Event.WaitOpened.SIGNAL)) {
            String name = String.valueOf(wait.name());
            Set<Integer> rows = forSignal.get(name);
            if (rows != null && rows.remove(row) && rows.isEmpty()) {
                forSignal.remove(name);
            }
        }
        return wait;
    }

    /** Those who were cancelled do not wait any more. */
    private void forgetTheEnded() {
        List.copyOf(opened.keySet()).stream().filter(row -> of(row) == null).forEach(this::close);
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
        for (int row : forSignal.getOrDefault(signal, NOBODY)) {
            Event.WaitOpened wait = of(row);
            if (wait != null && WaitTerms.fits(wait, payload)) {
                return wait;
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

    /** The signals that nobody has asked for, those of one name in order; a copy. */
    List<Event.SignalReceived> allKept() {
        return kept.values().stream().flatMap(Deque::stream).toList();
    }

    /** How many signals nobody has asked for. */
    int kept() {
        return keptCount;
    }
}

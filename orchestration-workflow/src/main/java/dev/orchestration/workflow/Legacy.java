package dev.orchestration.workflow;

import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a history counts in the end: a result that was undone does not, nor a list that was read again. Not thread-safe.
 */
final class Legacy {
    /** In order; null where something does not count any more. */
    private final List<@Nullable Event> events = new ArrayList<>();

    private final Map<Activation, Integer> results = new HashMap<>();
    private final Map<Integer, Integer> lists = new HashMap<>();

    void add(Event event) {
        events.add(event);
    }

    /** A map gets its list, goes on with it after a retry by hand, or gets another one. */
    void expanded(Event.Expanded e) {
        Integer before = lists.get(e.node());
        if (before == null || e.items() != null) {
            forget(before);
            lists.put(e.node(), events.size());
            events.add(e);
        }
    }

    void kept(Event.NodeKept e) {
        if (e.settles()) {
            results.put(e.activation(), events.size());
        }
        if (e.activation().item() == Activation.NO_ITEM) { // one that has items was skipped, in a later round
            forget(lists.remove(e.activation().node()));
        }
        events.add(e);
    }

    /** What the activation came to is no more. */
    void undone(Activation activation) {
        forget(results.remove(activation));
    }

    private void forget(@Nullable Integer place) {
        if (place != null) {
            events.set(place, null);
        }
    }

    /** What is left; a copy. */
    List<Event> events() {
        List<Event> left = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event != null) {
                left.add(event);
            }
        }
        return left;
    }
}

package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.CircularWaitException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt would wait for itself: what it waits for, over any number of dependencies and of attempts that wait in
 * their turn, needs the end of the attempt. Costs what has to come before; a task that depends on nobody costs nothing.
 * Confined to the loop.
 */
final class CircularWait {
    private final Attempt asking;
    private final Map<Attempt, Awaiting> waiting;
    private final Roster roster;
    /** What was reached, and from where; null for what is waited for directly. */
    private final Map<Awaiting, @Nullable Awaiting> reached = new HashMap<>();

    private final Deque<Awaiting> next = new ArrayDeque<>();

    /** @param waiting who waits already, and for what */
    CircularWait(Attempt asking, Map<Attempt, Awaiting> waiting, Roster roster) {
        this.asking = asking;
        this.waiting = waiting;
        this.roster = roster;
    }

    /** The refusal if waiting for {@code direct} is in vain, else null. */
    @Nullable
    CircularWaitException find(List<Awaiting> direct) {
        direct.forEach(each -> reach(each, null));
        while (!next.isEmpty()) {
            Awaiting each = next.remove();
            if (each.needs(asking)) {
                return new CircularWaitException("attempt " + asking.idempotencyKey(), path(each));
            }
            each.before(roster).forEach(before -> reach(before, each));
            for (Attempt attempt : each.inHand(roster)) {
                Awaiting further = waiting.get(attempt);
                if (further != null) {
                    reach(further, each);
                }
            }
        }
        return null;
    }

    private void reach(Awaiting what, @Nullable Awaiting from) {
        if (!reached.containsKey(what)) {
            reached.put(what, from);
            next.add(what);
        }
    }

    private List<String> path(Awaiting end) {
        List<String> path = new ArrayList<>();
        for (Awaiting each = end; each != null; each = reached.get(each)) {
            path.add(each.label());
        }
        Collections.reverse(path);
        return path;
    }
}

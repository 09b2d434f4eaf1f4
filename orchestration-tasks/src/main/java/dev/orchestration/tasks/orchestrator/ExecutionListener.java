package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import java.util.List;

/**
 * Hears of what was committed, in order, off the loop. A listener that throws, blocks or is slow harms nobody else: it misses
 * what is committed while it is too far behind.
 */
@FunctionalInterface
public interface ExecutionListener {
    /** Whoever is so many events behind is not told of further commits until it has caught up. */
    int MOST_BEHIND = 100_000;

    void committed(ExecutionId execution, List<Event> events);

    /** As {@link #committed(ExecutionId, List)}, for those who want to know the place of the commit in its history. */
    default void committed(Commit commit) {
        committed(commit.execution(), commit.events());
    }
}

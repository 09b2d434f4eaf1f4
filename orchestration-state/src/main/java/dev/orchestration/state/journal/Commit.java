package dev.orchestration.state.journal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one loop step records for one execution.
 *
 * @param number the execution's how-manieth commit, from 1, without gaps; a number that exists already is refused, so a
 *     commit whose outcome was unknown can never be recorded twice
 * @param firstSeq the sequence number of the first event within the execution, from 1
 * @param events at least one
 */
public record Commit(ExecutionId execution, long number, long firstSeq, List<Event> events) {
    /** The request key of the execution that it creates; null if it creates none, or one without. */
    public @Nullable String requestKey() {
        // Nothing comes before the creation of an execution.
        boolean creates = number == 1 && !events.isEmpty();
        return creates && events.get(0) instanceof Event.ExecutionCreated created ? created.requestKey() : null;
    }
}

package dev.orchestration.state.journal;

import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output that is kept to be used again. Immutable.
 *
 * @param key digest of everything that the output depends on
 * @param execution whose step gave it; may not be in the store any more
 * @param at when that was, microseconds since 1970
 * @param expires when it is of no use any more, microseconds since 1970, null for never
 * @param output JSON, or a {@link dev.orchestration.state.LargeOutput}
 */
public record CachedOutput(
        String key,
        String execution,
        long at,
        @Nullable Long expires,
        @Nullable Object output) {
    /** Those that the events of a commit say are kept from now on, in order. */
    public static List<CachedOutput> in(Commit commit) {
        List<CachedOutput> found = List.of();
        for (Event event : commit.events()) {
            if (event instanceof Event.OutputCached cached && cached.origin() == null) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(of(cached, commit));
            }
        }
        return found;
    }

    private static CachedOutput of(Event.OutputCached cached, Commit commit) {
        Object output = null;
        for (Event event : commit.events()) {
            if (event instanceof Event.AttemptEnded ended && isOf(ended, cached.activation())) {
                output = ended.output();
            }
        }
        return new CachedOutput(cached.key(), commit.execution().value(), cached.at(), cached.expires(), output);
    }

    private static boolean isOf(Event.AttemptEnded ended, Activation activation) {
        return ended.outcome() == Outcome.COMPLETED && ended.activation().equals(activation);
    }
}

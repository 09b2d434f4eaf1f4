package dev.orchestration.state.journal;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.event.Event;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much of the heap a commit takes, roughly: each value that came from outside counts by its size, the rest evenly. */
final class InMemoryWeight {
    /** What an event takes beside such values. */
    private static final long BYTES_AN_EVENT = 160;

    private static final long BYTES_A_VALUE = 24;

    private InMemoryWeight() {}

    static long of(Commit commit) {
        long sum = 0;
        for (Event event : commit.events()) {
            sum += BYTES_AN_EVENT + carried(event).mapToLong(InMemoryWeight::of).sum();
        }
        return sum;
    }

    private static Stream<@Nullable Object> carried(Event event) {
        if (event instanceof Event.AttemptEnded e) {
            return Stream.concat(
                    written(e.writes()),
                    Stream.of(e.output(), e.error() == null ? "" : e.error().message()));
        }
        if (event instanceof Event.ExecutionCreated e) {
            return Stream.of(e.parameters());
        }
        if (event instanceof Event.TaskSubmitted e) {
            return Stream.of(e.spec());
        }
        if (event instanceof Event.ContextChanged e) {
            return written(e.writes());
        }
        if (event instanceof Event.NodeKept e) {
            return Stream.concat(written(e.writes()), Stream.of(e.output()));
        }
        return Stream.of(payload(event));
    }

    private static @Nullable Object payload(Event event) {
        if (event instanceof Event.Expanded e) {
            return e.items();
        }
        if (event instanceof Event.AttemptBeat e) {
            return e.details();
        }
        if (event instanceof Event.WaitOpened e) {
            return List.of(e.terms(), e.form() == null ? "" : e.form());
        }
        if (event instanceof Event.WaitEnded e) {
            return e.payload();
        }
        if (event instanceof Event.SignalReceived e) {
            return e.payload();
        }
        return event instanceof Event.Noted e ? e.json() : null;
    }

    private static Stream<@Nullable Object> written(List<ContextWrite> writes) {
        return writes.stream()
                .map(write -> write.value() == null ? null : write.value().raw());
    }

    private static long of(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return BYTES_A_VALUE + text.length();
        }
        long sum = BYTES_A_VALUE;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> each : map.entrySet()) {
                sum += of(each.getKey()) + of(each.getValue());
            }
        } else if (value instanceof Iterable<?> items) {
            for (Object item : items) {
                sum += of(item);
            }
        }
        return sum;
    }
}

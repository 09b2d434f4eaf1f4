package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node that does no work waits for. Immutable.
 *
 * @param kind as in {@link Event.WaitOpened}
 * @param time how long it waits, or, where it waits for somebody, at most; null for as long as it takes
 * @param until which time of the wall clock it waits for, where it waits for one; microseconds since 1970
 * @param name the signal, or what a person is asked
 * @param form JSON Schema of what comes with an approval, null for none
 * @param terms as in {@link Event.WaitOpened}
 */
public record WaitSpec(
        String kind,
        @Nullable Duration time,
        long until,
        @Nullable String name,
        @Nullable Object form,
        Map<String, Object> terms) {
    /** For a while. */
    public static WaitSpec sleep(Duration time) {
        return new WaitSpec(Event.WaitOpened.TIMER, time, 0, null, null, Map.of());
    }

    /** For a time of the wall clock; one that is past is over at once. */
    public static WaitSpec until(long micros) {
        return new WaitSpec(Event.WaitOpened.UNTIL, null, micros, null, null, Map.of());
    }

    /** For a signal of this name. */
    public static WaitSpec signal(String name, @Nullable Duration atMost) {
        return new WaitSpec(Event.WaitOpened.SIGNAL, atMost, 0, name, null, Map.of());
    }

    /** For the approval of a person. */
    public static WaitSpec approval(String message, @Nullable Object form, @Nullable Duration atMost) {
        return new WaitSpec(Event.WaitOpened.APPROVAL, atMost, 0, message, form, Map.of());
    }

    /** The same with further terms. */
    WaitSpec on(Map<String, Object> other) {
        return new WaitSpec(kind, time, until, name, form, other);
    }
}
